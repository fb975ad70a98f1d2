import type { Measured, Way } from './measure.ts';
import type { MeasuredImport } from './workload-target.ts';

/** What is to be reached. */
const BARS = { navigation: 0.3, html: 0.06, write: 0.15, growth: 1.3, memory: 300, scripts: 180 };

/** All that was measured. */
export interface Outcome {
  readonly measured: readonly Measured[];
  /** By workload: one visitor's wait at the large size over that at the small. */
  readonly growth: ReadonlyMap<string, number>;
  /** The app's resident memory at most, MB. */
  readonly memory: number;
  /** Scripts before the form can be used, gzip KB. */
  readonly scripts: number | null;
  /** Milliseconds in which a full assessment is scored in memory. */
  readonly scoring: number;
  readonly imported: MeasuredImport | null;
  /** What couldn't be measured, and why. */
  readonly failed: readonly string[];
}

const two = (value: number | null | undefined) => (value == null ? '–' : value.toFixed(2));
const ms = (value: number | undefined) =>
  value === undefined ? '–' : value < 10 ? value.toFixed(1) : value.toFixed(0);

/** Everything below its bar, in words. */
function misses({ measured, growth, memory, scripts, imported, failed }: Outcome): string[] {
  const found = failed.map((line) => `测不了 / not measured: ${line.slice(0, 300)}`);
  const low = (name: string, what: string, value: number | null, bar: number) => {
    if (value !== null && value < bar) found.push(`${name}：${what} ${value.toFixed(3)} < ${bar}`);
  };
  for (const { name, kind, ratios } of measured) {
    low(name, '页面数据 / navigation', ratios.navigation, kind === 'write' ? BARS.write : BARS.navigation);
    if (kind === 'read') low(name, '整页 / HTML', ratios.html, BARS.html);
  }
  low('导入 / import', '写入 / rows', imported?.ratio ?? null, BARS.write);
  for (const { key, name } of measured) {
    const grown = growth.get(key);
    if (grown !== undefined && grown > BARS.growth)
      found.push(`${name}：增长 / growth ${grown.toFixed(2)} > ${BARS.growth}`);
  }
  if (memory > BARS.memory) found.push(`内存 / memory ${memory.toFixed(0)} MB > ${BARS.memory}`);
  if (scripts !== null && scripts > BARS.scripts)
    found.push(`脚本 / scripts ${scripts.toFixed(0)} KB > ${BARS.scripts}`);
  return found;
}

function lines(measured: readonly Measured[]): string[] {
  const ways: readonly (readonly [Way, string])[] = [
    ['navigation', '数据 / data'],
    ['html', 'HTML'],
    ['floor', '下限 / floor'],
    ['scoped', '有范围的下限 / scoped floor'],
  ];
  return measured.flatMap(({ name, one, many }) =>
    ways
      .filter(([way]) => many[way])
      .map(([way, label]) => {
        const [alone, busy] = [one[way], many[way]];
        return `| ${name} | ${label} | ${alone?.perSecond.toFixed(0) ?? '–'} | ${ms(alone?.p50)} | ${ms(alone?.p99)} | ${busy?.perSecond.toFixed(0) ?? '–'} | ${ms(busy?.p50)} | ${ms(busy?.p99)} |`;
      }),
  );
}

/** The figures as markdown: what is missed first, then ratios, then requests and times. */
export function table(outcome: Outcome): string {
  const { measured, growth, memory, scripts, scoring, imported } = outcome;
  const missed = misses(outcome);
  return [
    '### 未达到 / missed',
    '',
    ...(missed.length === 0 ? ['无 / nothing'] : missed.map((line) => `- ${line}`)),
    '',
    '### 与下限之比 / ratios to the floors (16 connections, median)',
    '',
    '| 内容 / what | 数据 / data (≥ 0.30; writes ≥ 0.15) | HTML (≥ 0.06) | 数据 / 有范围 (scoped) | HTML / scoped | 增长 / growth (≤ 1.3) |',
    '|---|---:|---:|---:|---:|---:|',
    ...measured.map(
      ({ key, name, ratios }) =>
        `| ${name} | ${two(ratios.navigation)} | ${two(ratios.html)} | ${two(ratios.navigationScoped)} | ${two(ratios.htmlScoped)} | ${two(growth.get(key))} |`,
    ),
    '',
    '### 每秒请求数与毫秒 / requests a second and milliseconds',
    '',
    '| 内容 / what | 途径 / way | 1: req/s | p50 | p99 | 16: req/s | p50 | p99 |',
    '|---|---|---:|---:|---:|---:|---:|---:|',
    ...lines(measured),
    '',
    `- 内存峰值 / resident memory at most: ${memory.toFixed(0)} MB (≤ ${BARS.memory})`,
    ...(scripts === null
      ? []
      : [`- 表单可用前的脚本 / scripts before the form: ${scripts.toFixed(0)} KB gzip (≤ ${BARS.scripts})`]),
    `- 内存中为完整 DSMM 计分 / a full DSMM scored in memory: ${scoring.toFixed(2)} ms`,
    ...(imported === null ? [] : [importLine(imported)]),
  ].join('\n');
}

function importLine({ rows, checked, written, steps, longest, ratio }: MeasuredImport): string {
  return (
    `- 导入 / import: ${rows} 行 / rows, 预检 / checked ${checked.toFixed(1)} s, 写完 / written ${written.toFixed(1)} s, ` +
    `${steps} 步 / steps, 最长一步 / longest ${longest.toFixed(2)} s, 与下限之比 / of the floor ${ratio.toFixed(2)} (≥ ${BARS.write})`
  );
}
