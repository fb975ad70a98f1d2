import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { checkAnswers, type GivenAnswers } from '#app/domain/assessment/check-answers.ts';
import type { MaturityModel } from '#app/domain/assessment/model.ts';
import type { Derivation } from '#app/domain/assessment/result.ts';
import { score } from '#app/domain/assessment/score.ts';
import type { AnswerSheet, ScoringScheme } from '#app/domain/assessment/scheme.ts';
import { words } from '#app/domain/words.ts';
import { maturityModel, maturityModels } from '#assessments/model.ts';
import { defaultScheme, shippedSchemes } from '#assessments/scheme.ts';
import { CommandError, EXIT, say, sayJson, UsageError, type Command } from './command.ts';

/** A sheet of the largest model takes a hundredth of this. */
const LARGEST_FILE = 4 * 1024 * 1024;
const LONGEST_LIST = 50;

const texts = z.record(z.string().max(200), z.string().max(2000));
const FileSchema = z.strictObject({ grades: texts, exclusions: texts.default({}) });

function readText(path: string): string {
  try {
    if (statSync(path).size > LARGEST_FILE) {
      throw new CommandError(`文件超过 4 MB：${path} / the file is larger than 4 MB`);
    }
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`无法读取文件 / can't read the file: ${reason}`);
  }
}

function readAnswers(path: string): GivenAnswers {
  let value: unknown;
  try {
    value = JSON.parse(readText(path).replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`不是有效的 JSON：${path} / not sound JSON: ${reason}`);
  }
  const parsed = FileSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.slice(0, LONGEST_LIST).map(({ path: place, message }) => {
    return `  ${place.join('.') || '(文件 / file)'}：${message}`;
  });
  throw new CommandError(
    `文件应为 {"grades":{"评估项编号":"结论"},"exclusions":{"单元编号":"理由"}} / the file should look like this:\n${places.join('\n')}`,
  );
}

function findModel(id: string | undefined): MaturityModel {
  const model = id === undefined ? undefined : maturityModel(id);
  if (model) return model;
  const known = [...maturityModels().keys()].join(', ');
  throw new UsageError(`--model 应为其中之一 / --model is one of: ${known}`);
}

function findScheme(id: string | undefined, model: MaturityModel): ScoringScheme {
  const scheme = id === undefined ? defaultScheme(model.family) : shippedSchemes().get(id);
  if (scheme?.family === model.family) return scheme;
  const known = [...shippedSchemes().values()].filter(({ family }) => family === model.family);
  throw new UsageError(
    `此模型的 --scheme 应为其中之一 / --scheme of this model is one of: ${known.map((one) => one.id).join(', ')}`,
  );
}

function sayProblems(problems: ReturnType<typeof checkAnswers>, isJson: boolean): void {
  if (isJson) return sayJson({ ok: false, problems });
  process.stderr.write(
    `文件有误，未计分（${problems.length} 处）/ the file is faulty, nothing was scored:\n`,
  );
  for (const problem of problems.slice(0, LONGEST_LIST)) {
    process.stderr.write(`  ${problem.words.zh} / ${problem.words.en}\n`);
  }
}

function sayResult(model: MaturityModel, scheme: ScoringScheme, result: Derivation): void {
  say(`${model.title.zh}（${model.id}）· ${scheme.title.zh}（${scheme.id} v${scheme.version}）`);
  for (const { domainId, score: value, level } of result.domains) {
    const name = model.domains.find(({ id }) => id === domainId)?.name.zh ?? domainId;
    say(value ? `  ${value.shown}  ${level ?? '-'} 级  ${name}` : `   —    不计   ${name}`);
  }
  say(
    result.overall
      ? `总体 / overall: ${result.overall.shown}，${result.level ?? '-'} 级 / level`
      : '总体：无适用项 / overall: nothing is applicable',
  );
  const { criteria, answered, notApplicable } = result;
  say(`已答 / answered: ${answered}/${criteria}（不适用 / not applicable: ${notApplicable}）`);
  say('自评估结果，非认证结论 / a self-assessment, not a certificate');
}

/** Scores a file of answers by a shipped model, with every step. */
export const scoreAnswers: Command = {
  name: 'score',
  summary: words('由评估结论计算得分和等级', 'Score a file of answers'),
  help: `用法 / usage: shuheng score --model <id> --answers <file.json> [--scheme <id>] [--json]

  --model    模型编号，如 dcmm-2025 / the model, such as dcmm-2025
  --answers  结论文件 / the answers:
             {"grades":{"6.1-L2-1":"met"},"exclusions":{"6.1":"不适用的理由 / why"}}
             结论 / grades: met, mostly, partly, unmet, not_applicable；未写的按未答，计 0 分 / left out: counts as 0
  --scheme   计分方案编号，缺省为该模型的缺省方案 / the scoring scheme; the model's default if left out
  --json     输出完整推导 / answer with the whole derivation:
             {"ok":true,"notice","result":{"overall","level","domains":[…]}}；有误时 / faulty: {"ok":false,"problems":[…]}`,
  run(args) {
    const { values } = parseArgs({
      args,
      options: {
        model: { type: 'string' },
        answers: { type: 'string' },
        scheme: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const model = findModel(values.model);
    const scheme = findScheme(values.scheme, model);
    if (!values.answers) throw new UsageError('请用 --answers 给出文件 / give a file with --answers');
    const given = readAnswers(values.answers);
    const problems = checkAnswers(model, scheme, given);
    if (problems.length > 0) {
      sayProblems(problems, values.json ?? false);
      return Promise.resolve(EXIT.failed);
    }
    // Checked: every grade is one of the scheme's.
    const result = score(model, scheme, given as AnswerSheet);
    if (values.json) sayJson({ ok: true, notice: '自评估结果，非认证结论', result });
    else sayResult(model, scheme, result);
    return Promise.resolve(EXIT.ok);
  },
};
