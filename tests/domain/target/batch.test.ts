import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FILING_INTENTS, type FilingIntent } from '#app/domain/filing/state.ts';
import {
  BATCH_STATUSES,
  BatchCommentSchema,
  batchIntents,
  batchIntentWords,
  batchSide,
  batchState,
  lineAnchor,
  lineOfAnchor,
  NewBatchSchema,
  SeenSchema,
  WithdrawBatchSchema,
} from '#app/domain/target/batch.ts';

describe('who may do what with a batch', () => {
  it.each([
    ['draft', 'reporter', 'view edit submit deleteDraft'],
    ['draft', 'plan_house', ''],
    ['draft', 'own', 'view edit submit deleteDraft record'],
    ['submitted', 'reporter', 'view withdraw'],
    ['submitted', 'plan_house', 'view claim'],
    ['submitted', 'own', 'view withdraw claim'],
    ['in_review', 'reporter', 'view withdraw'],
    ['in_review', 'plan_house', 'view claim release comment resolveThread returnFiling record'],
    ['in_review', 'own', 'view withdraw claim release comment resolveThread returnFiling record'],
    ['returned', 'reporter', 'view edit submit withdraw answerComment'],
    ['returned', 'plan_house', 'view'],
    ['returned', 'own', 'view edit submit withdraw answerComment'],
    ['withdrawn', 'reporter', 'view'],
    ['withdrawn', 'plan_house', 'view'],
    ['on_record', 'reporter', 'view'],
    ['on_record', 'plan_house', 'view'],
    ['on_record', 'own', 'view'],
  ] as const)('%s, %s: %s', (status, side, intents) => {
    for (const role of ['reviewer', 'supervisor'] as const) {
      expect([...batchIntents(status, side, role)].sort()).toEqual(intents.split(' ').filter(Boolean).sort());
    }
  });

  it('follows the table of filings: a reviewer does nothing that it wouldn’t let him', () => {
    for (const status of BATCH_STATUSES) {
      const cell = status === 'draft' || status === 'returned' ? (`${status}.editing` as const) : status;
      const row: readonly FilingIntent[] = FILING_INTENTS[cell].regulator;
      const allowed = batchIntents(status, 'plan_house', 'supervisor');
      expect(allowed.filter((intent) => !row.includes(intent))).toEqual([]);
    }
  });

  it.each(['owner', 'preparer', 'viewer', 'consultant', 'operator'] as const)(
    'gives a %s nothing but to look',
    (role) => {
      for (const status of BATCH_STATUSES) {
        for (const side of ['reporter', 'plan_house', 'own'] as const) {
          expect(batchIntents(status, side, role).filter((intent) => intent !== 'view')).toEqual([]);
        }
      }
    },
  );

  it('knows on which side a house stands', () => {
    const batch = { organisationId: 'city', planHouseId: 'province' };
    expect(batchSide(batch, 'city')).toBe('reporter');
    expect(batchSide(batch, 'province')).toBe('plan_house');
    expect(batchSide(batch, 'elsewhere')).toBeNull();
    expect(batchSide({ organisationId: 'province', planHouseId: 'province' }, 'province')).toBe('own');
  });
});

describe('words', () => {
  it('says 已审核入库 where a filing is on record, and that an import was undone', () => {
    expect(batchState({ status: 'on_record', undoneAt: null })).toMatchObject({
      label: { zh: '已审核入库' },
      tone: 'green',
      note: null,
    });
    expect(batchState({ status: 'on_record', undoneAt: 'x' })).toMatchObject({ tone: 'grey' });
    expect(batchState({ status: 'returned', undoneAt: null }).label.zh).toBe('退回补正');
    expect(batchIntentWords('record', 'own').zh).toBe('直接入库');
    expect(batchIntentWords('record', 'plan_house').zh).toBe('审核入库');
    expect(batchIntentWords('submit', 'reporter').zh).toBe('报送');
  });

  it('finds its way back from a line’s anchor', () => {
    fc.assert(fc.property(fc.uuid(), (id) => lineOfAnchor(lineAnchor(id)) === id));
    for (const other of ['batch', 'lines[@]', 'lines[@x]', 'lines[@../..]', '']) {
      expect(lineOfAnchor(other)).toBeNull();
    }
  });
});

describe('what is posted', () => {
  it('opens with a plan, and a title that fits', () => {
    expect(NewBatchSchema.safeParse({ plan: 'p' })).toMatchObject({ data: { title: '', note: '' } });
    expect(NewBatchSchema.safeParse({}).success).toBe(false);
  });

  it('takes a revision that is none as one that nobody saw', () => {
    for (const revision of ['', 'x', '-1', '0', '1.5', '9e99', undefined]) {
      expect(SeenSchema.parse({ revision })).toEqual({ revision: 0 });
    }
    expect(SeenSchema.parse({ revision: '7' })).toEqual({ revision: 7 });
  });

  it('wants words in a comment and a withdrawal', () => {
    expect(BatchCommentSchema.safeParse({ body: ' ' }).success).toBe(false);
    expect(BatchCommentSchema.parse({ body: 'x', publish: 'nonsense' })).toMatchObject({
      anchor: 'batch',
      publish: 'draft',
    });
    expect(WithdrawBatchSchema.safeParse({ reason: '' }).success).toBe(false);
    expect(WithdrawBatchSchema.safeParse({ reason: 'x'.repeat(501) }).success).toBe(false);
  });
});
