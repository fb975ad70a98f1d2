import { z } from 'zod';
import { bilingual } from '../words.ts';
import { itemsOf, type Confidence, type Item, type MaturityModel } from './model.ts';
import {
  fileList,
  filePart,
  fileText,
  freeze,
  readForm,
  type FileProblem,
  type FileReading,
} from './model-file.ts';

/**
 * How items of two models stand to each other: the same under the same name, under another name, one become several,
 * several become one; `related` items look at one matter without asking the same.
 */
const PAIR_RELATIONS = ['same', 'renamed', 'split', 'merged', 'related'] as const;
export type PairRelation = (typeof PAIR_RELATIONS)[number];

/** Items that belong together, by their ids in both models. */
export interface CrosswalkPair {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly relation: PairRelation;
  readonly confidence: Confidence;
  readonly note: string;
}

/**
 * The way from one model to another. `edition`: two editions of one standard, every item of both is accounted for, and
 * answers may be carried over. `theme`: two standards that touch; for reading only.
 */
export interface Crosswalk {
  readonly kind: 'edition' | 'theme';
  readonly from: string;
  readonly to: string;
  readonly source: string;
  readonly pairs: readonly CrosswalkPair[];
  /** Items of `from` that nothing follows; empty in a theme. */
  readonly gone: readonly string[];
  /** Items of `to` that nothing preceded; empty in a theme. */
  readonly added: readonly string[];
}

const idList = (zh: string, en: string) => fileList(fileText('编号', 'the id', 32), zh, en, 300);

const CrosswalkSchema = filePart('对照文件', 'the crosswalk', {
  kind: z.enum(['edition', 'theme'], {
    error: bilingual('kind 应为 edition 或 theme', 'kind is to be edition or theme'),
  }),
  from: fileText('来源模型', 'the model from', 40),
  to: fileText('目标模型', 'the model to', 40),
  source: fileText('来源说明', 'the source', 1000),
  pairs: fileList(
    filePart('对照项', 'the pair', {
      from: idList('来源项', 'items from'),
      to: idList('目标项', 'items to'),
      relation: z.enum(PAIR_RELATIONS, {
        error: bilingual(`关系应为 ${PAIR_RELATIONS.join('、')} 之一`, `one of ${PAIR_RELATIONS.join(', ')}`),
      }),
      confidence: z.enum(['C', 'C-w', 'L', 'U'], {
        error: bilingual('可信度应为 C、C-w、L 或 U', 'the confidence is to be C, C-w, L or U'),
      }),
      note: fileText('说明', 'the note', 300).or(z.literal('')).default(''),
    }),
    '对照项',
    'pairs',
    600,
  ),
  gone: idList('取消的项', 'items gone').default([]),
  added: idList('新增的项', 'items added').default([]),
});

/** Reads a parsed crosswalk between these models, frozen; every id must be known and every item accounted for. */
export function readCrosswalk(
  value: unknown,
  models: ReadonlyMap<string, MaturityModel>,
): FileReading<Crosswalk> {
  const reading = readForm(CrosswalkSchema, value);
  if (!reading.ok) return reading;
  const { file } = reading;
  const from = models.get(file.from);
  const to = models.get(file.to);
  const unknown = (['from', 'to'] as const)
    .filter((key) => !models.has(file[key]))
    .map((key) => problem([key], `没有模型 ${file[key]}`, `there is no model ${file[key]}`));
  if (!from || !to) return { ok: false, problems: unknown };
  const problems = crosswalkProblems(file, from, to);
  return problems.length === 0 ? { ok: true, file: freeze(file) } : { ok: false, problems };
}

function problem(path: readonly PropertyKey[], zh: string, en: string): FileProblem {
  return { path, message: bilingual(zh, en) };
}

function crosswalkProblems(file: Crosswalk, from: MaturityModel, to: MaturityModel): FileProblem[] {
  const olds = new Map(itemsOf(from).map((item) => [item.id, item]));
  const news = new Map(itemsOf(to).map((item) => [item.id, item]));
  const pairs = file.pairs.flatMap((pair, at) => pairProblems(pair, ['pairs', at], olds, news));
  const isTheme = file.kind === 'theme';
  const misplaced = file.pairs.flatMap(({ relation }, at) =>
    (relation === 'related') === isTheme
      ? []
      : [
          problem(
            ['pairs', at, 'relation'],
            'related 只用于 theme，且 theme 只用 related',
            'related is for themes, and a theme has no other',
          ),
        ],
  );
  const stray = [
    ...file.gone.filter((id) => isTheme || !olds.has(id)).map((id) => ({ id, key: 'gone' })),
    ...file.added.filter((id) => isTheme || !news.has(id)).map((id) => ({ id, key: 'added' })),
  ].map(({ id, key }) => problem([key], `${id} 不应列在此处`, `${id} has no place here`));
  if (isTheme) return [...pairs, ...misplaced, ...stray];
  return [
    ...misplaced,
    ...pairs,
    ...stray,
    ...accounted([...file.pairs.flatMap((pair) => pair.from), ...file.gone], [...olds.keys()], 'from'),
    ...accounted([...file.pairs.flatMap((pair) => pair.to), ...file.added], [...news.keys()], 'to'),
  ];
}

/** Every item of an edition stands in the crosswalk exactly once. */
function accounted(found: readonly string[], all: readonly string[], side: 'from' | 'to'): FileProblem[] {
  return all
    .map((id) => ({ id, times: found.filter((one) => one === id).length }))
    .filter(({ times }) => times !== 1)
    .map(({ id, times }) =>
      problem(
        ['pairs'],
        `${side} 的 ${id} 出现 ${times} 次，应为 1 次`,
        `${id} of ${side} stands ${times} times, not once`,
      ),
    );
}

function pairProblems(
  pair: CrosswalkPair,
  path: PropertyKey[],
  olds: ReadonlyMap<string, Item>,
  news: ReadonlyMap<string, Item>,
): FileProblem[] {
  const unknown = [
    ...pair.from.filter((id) => !olds.has(id)).map((id) => ({ id, key: 'from' })),
    ...pair.to.filter((id) => !news.has(id)).map((id) => ({ id, key: 'to' })),
  ].map(({ id, key }) => problem([...path, key], `没有评估项 ${id}`, `there is no item ${id}`));
  const shapes: Readonly<Record<PairRelation, boolean>> = {
    same: pair.from.length === 1 && pair.to.length === 1,
    renamed: pair.from.length === 1 && pair.to.length === 1,
    split: pair.from.length === 1 && pair.to.length > 1,
    merged: pair.from.length > 1 && pair.to.length === 1,
    related: pair.from.length > 0 && pair.to.length > 0,
  };
  const shape = shapes[pair.relation]
    ? []
    : [problem([...path, 'relation'], '关系与项数不符', 'the relation doesn’t fit the number of items')];
  const [before, after] = [olds.get(pair.from[0] ?? ''), news.get(pair.to[0] ?? '')];
  const isSameName = before?.name.zh === after?.name.zh;
  const wrongName =
    before !== undefined &&
    after !== undefined &&
    ((pair.relation === 'same' && !isSameName) || (pair.relation === 'renamed' && isSameName));
  const name = wrongName
    ? [problem([...path, 'relation'], '关系与名称不符', 'the relation doesn’t fit the names')]
    : [];
  return [...unknown, ...shape, ...name];
}

const REVERSED: Readonly<Record<PairRelation, PairRelation>> = {
  same: 'same',
  renamed: 'renamed',
  split: 'merged',
  merged: 'split',
  related: 'related',
};

/** The same crosswalk walked the other way. */
export function reversedCrosswalk(crosswalk: Crosswalk): Crosswalk {
  return freeze({
    ...crosswalk,
    from: crosswalk.to,
    to: crosswalk.from,
    pairs: crosswalk.pairs.map((pair) => ({
      ...pair,
      from: pair.to,
      to: pair.from,
      relation: REVERSED[pair.relation],
    })),
    gone: crosswalk.added,
    added: crosswalk.gone,
  });
}

/**
 * The crosswalk between two versions of an organisation's own model, or from a model to itself: items with the same id
 * belong together.
 */
export function crosswalkByIds(from: MaturityModel, to: MaturityModel): Crosswalk {
  const olds = new Map(itemsOf(from).map((item) => [item.id, item]));
  const news = new Set(itemsOf(to).map((item) => item.id));
  const pairs = itemsOf(to).flatMap((item): CrosswalkPair[] => {
    const old = olds.get(item.id);
    if (!old) return [];
    const relation = old.name.zh === item.name.zh ? 'same' : 'renamed';
    return [{ from: [item.id], to: [item.id], relation, confidence: 'C', note: '' }];
  });
  return freeze({
    kind: 'edition',
    from: from.id,
    to: to.id,
    source: '',
    pairs,
    gone: [...olds.keys()].filter((id) => !news.has(id)),
    added: [...news].filter((id) => !olds.has(id)),
  });
}
