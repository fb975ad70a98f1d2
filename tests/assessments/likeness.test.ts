import { describe, expect, it } from 'vitest';
import { itemsOf, type MaturityModel } from '#app/domain/assessment/model.ts';
import { maturityModels } from '#assessments/model.ts';

/** Two criteria above this are one template filled in twice. */
const MOST_ALIKE = 0.5;

interface Text {
  readonly id: string;
  readonly text: string;
  readonly grams: ReadonlySet<string>;
}

/** Groups of three characters; blanks and punctuation don't tell criteria apart. */
function trigrams(text: string): Set<string> {
  const plain = [...text.replace(/[\s\p{P}]/gu, '')];
  return new Set(plain.slice(0, -2).map((_, at) => plain.slice(at, at + 3).join('')));
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const gram of a) if (b.has(gram)) both += 1;
  const all = a.size + b.size - both;
  return all === 0 ? 1 : both / all;
}

function textsOf(model: MaturityModel): Text[] {
  return itemsOf(model).flatMap((item) =>
    item.cells.flatMap((cell) =>
      cell.criteria.map(({ id, text }) => ({ id, text, grams: trigrams(text.replaceAll(item.name.zh, '')) })),
    ),
  );
}

function worstPair(texts: readonly Text[]): { likeness: number; pair: readonly Text[] } {
  let worst = { likeness: -1, pair: [] as readonly Text[] };
  for (const [at, one] of texts.entries()) {
    for (const other of texts.slice(at + 1)) {
      const likeness = jaccard(one.grams, other.grams);
      if (likeness > worst.likeness) worst = { likeness, pair: [one, other] };
    }
  }
  return worst;
}

describe('criteria', () => {
  it.each([...maturityModels().values()])('of $id are no template filled in', (model) => {
    const { likeness, pair } = worstPair(textsOf(model));
    const shown = pair.map(({ id, text }) => `${id} ${text}`).join('\n');
    expect(likeness, `${likeness.toFixed(2)}\n${shown}`).toBeLessThanOrEqual(MOST_ALIKE);
  });

  it('that are a template filled in are found', () => {
    const filled = ['数据模型', '元数据'].map((name) => `建立了${name}管理制度并严格执行，定期检查执行情况`);
    const texts = filled.map((text, at) => ({ id: String(at), text, grams: trigrams(text) }));
    expect(worstPair(texts).likeness).toBeGreaterThan(MOST_ALIKE);
  });
});
