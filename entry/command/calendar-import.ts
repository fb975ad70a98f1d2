import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { CalendarProblem } from '#app/domain/calendar/calendar-year.ts';
import { words } from '#app/domain/words.ts';
import { machineClock } from '#app/http/clock.server.ts';
import { applyCalendarYear } from '#app/services/calendar/apply-calendar-year.server.ts';
import {
  previewCalendarYear,
  type CalendarPreview,
} from '#app/services/calendar/preview-calendar-year.server.ts';
import { statutoryRule } from '#seeds/calendar/index.ts';
import { CommandError, EXIT, say, sayJson, UsageError, type Command } from './command.ts';
import { withInstallation } from './open.ts';

const ACTOR = {
  scope: { kind: 'job', name: 'calendar' },
  accountId: null,
  name: '命令行',
  side: 'operator',
} as const;

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`无法读取文件 / can't read the file: ${reason}`);
  }
}

function sayProblems(problems: readonly CalendarProblem[], isJson: boolean | undefined): void {
  if (isJson) return sayJson({ ok: false, problems });
  process.stderr.write('文件有误，未载入 / the file is faulty, nothing was loaded:\n');
  for (const { line, path, message } of problems) {
    process.stderr.write(`  ${line === undefined ? '' : `第 ${line} 行 `}${path}：${message}\n`);
  }
}

function sayPreview(preview: CalendarPreview): void {
  say(`${preview.year.title}${preview.isReplacement ? '（替换已载入的年份 / replaces a loaded year）' : ''}`);
  say(`未结期限 / open deadlines: ${preview.openDeadlines}`);
  for (const { from, to, count } of preview.moves) say(`  ${from} → ${to}  ${count} 件`);
  if (preview.moves.length === 0) say('  没有期限变动 / no deadline moves');
  say(`日期不变、暂定状态改变 / same day, certainty changes: ${preview.settled}`);
}

/** Previews a year's notice, and loads it when asked to. */
export const calendarImport: Command = {
  name: 'calendar import',
  summary: words('预览并载入一年的放假安排', 'Preview and load a year of the holiday notice'),
  help: `用法 / usage: shuheng calendar import <file.json> [--apply] [--json]

  默认只预览受影响的期限（件数和日期，不显示企业）。
  Previews which open deadlines move (counts and dates, no enterprise) unless --apply is given.

  --apply  载入，并在同一事务中调整期限、记录事件、通知双方 / load, move the deadlines, tell both sides
  --json   以 JSON 输出 / answer as JSON`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { apply: { type: 'boolean' }, json: { type: 'boolean' } },
    });
    const [path, ...rest] = positionals;
    if (!path || rest.length > 0) throw new UsageError('请给出一个文件 / give one file');
    const text = readFile(path);
    return withInstallation(async ({ db, sealer, site }) => {
      const answer = await previewCalendarYear({ db }, text, statutoryRule);
      if (!answer.ok) {
        sayProblems(answer.problems, values.json);
        return EXIT.failed;
      }
      const { preview } = answer;
      if (!values.json) sayPreview(preview);
      if (!values.apply) {
        if (values.json)
          sayJson({ ok: true, applied: false, preview: { ...preview, year: preview.year.year } });
        else say('仅预览；加 --apply 载入 / preview only; add --apply to load it');
        return EXIT.ok;
      }
      const input = { text, versionSeen: preview.versionBefore };
      const ports = { db, sealer, site };
      const result = await applyCalendarYear(ports, ACTOR, machineClock.moment(), input, statutoryRule);
      if (!result.ok) {
        const said = result.refusal.words;
        throw new CommandError(said ? `${said.zh} / ${said.en}` : result.refusal.code);
      }
      const { moved, settled, version } = result.value;
      if (values.json) sayJson({ ok: true, applied: true, ...result.value });
      else say(`已载入 / loaded: ${version}；调整 / moved ${moved}，确定 / settled ${settled}`);
      return EXIT.ok;
    });
  },
};
