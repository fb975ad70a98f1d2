import { describe, expect, it } from 'vitest';
import {
  DRAFT_STAGES,
  FILING_INTENTS,
  FILING_STATUSES,
  type FilingIntent,
  type FilingPosition,
  REGULATOR_VISIBLE_STATUSES,
  allowedIntents,
  displayState,
  filingCell,
  isEditable,
  mayDo,
  positionAfter,
  stageLabel,
} from '#app/domain/filing/state.ts';
import { ROLES, type Role, can, sideOf } from '#app/domain/organisation/organisation.ts';

const positions: FilingPosition[] = FILING_STATUSES.flatMap((status) =>
  DRAFT_STAGES.map((stage) => ({ status, stage })),
);
const roles = Object.keys(ROLES) as Role[];
const cells = Object.keys(FILING_INTENTS) as (keyof typeof FILING_INTENTS)[];

describe('displayState', () => {
  it.each([
    ['draft', 'editing', '草稿', 'grey'],
    ['draft', 'internal_check', '内部复核', 'grey'],
    ['draft', 'to_seal', '待签字盖章', 'amber'],
    ['submitted', 'to_seal', '已报送', 'blue'],
    ['in_review', 'to_seal', '审阅中', 'blue'],
    ['returned', 'editing', '退回补正', 'amber'],
    ['returned', 'to_seal', '退回补正', 'amber'],
    ['withdrawn', 'to_seal', '已撤回', 'grey'],
    ['on_record', 'to_seal', '已备案存档', 'green'],
    ['superseded', 'to_seal', '已被替代', 'grey'],
  ] as const)('%s, %s → %s', (status, stage, zh, tone) => {
    expect(displayState(status, stage)).toMatchObject({ label: { zh }, tone });
  });

  it('says with on record that it is no licence', () => {
    expect(displayState('on_record', 'to_seal').note?.zh).toBe('平台记录，非行政许可');
    expect(stageLabel('to_seal').zh).toBe('待签字盖章');
  });

  it('never speaks of approval or of overdue as a state', () => {
    const all = positions.map(({ status, stage }) => displayState(status, stage).label.zh).join('');
    expect(all).not.toMatch(/批准|许可|通过|逾期/u);
  });
});

describe('the table of intents', () => {
  it('has a row for each position, and no other', () => {
    expect(new Set(positions.map(filingCell))).toEqual(new Set(cells));
  });

  it('lists each intent once, and never one that no role of the side may do', () => {
    for (const cell of cells) {
      for (const [side, intents] of Object.entries(FILING_INTENTS[cell])) {
        expect(new Set(intents).size).toBe(intents.length);
        for (const intent of intents as readonly FilingIntent[]) {
          expect(roles.some((role) => sideOf(role) === side && can(role, intent))).toBe(true);
        }
      }
    }
  });

  it('shows a regulator no draft, an operator nothing, and lets a consultant only view and edit', () => {
    for (const position of positions) {
      expect(allowedIntents({ ...position, role: 'operator' })).toEqual([]);
      const regulator = allowedIntents({ ...position, role: 'supervisor' });
      expect(regulator.length > 0).toBe(REGULATOR_VISIBLE_STATUSES.includes(position.status));
      const consultant = allowedIntents({ ...position, role: 'consultant', grantRights: 'draft' });
      expect(consultant.filter((intent) => intent !== 'view' && intent !== 'edit')).toEqual([]);
    }
  });

  it('lets nobody edit what was submitted', () => {
    for (const position of positions) {
      const editors = roles.filter((role) => mayDo('edit', { ...position, role, grantRights: 'draft' }));
      expect(editors.length > 0).toBe(isEditable(position));
    }
  });

  it('allows withdrawal before it is on record, and not after', () => {
    const open = FILING_STATUSES.filter((status) =>
      mayDo('withdraw', { status, stage: 'editing', role: 'owner' }),
    );
    expect(open).toEqual(['submitted', 'in_review', 'returned']);
  });

  it.each([
    ['owner', 'draft', 'editing', ['view', 'edit', 'requestCheck', 'freeze', 'deleteDraft']],
    ['owner', 'draft', 'to_seal', ['view', 'unfreeze', 'uploadScan', 'submit', 'deleteDraft']],
    ['preparer', 'submitted', 'to_seal', ['view']],
    ['cdo', 'submitted', 'to_seal', ['view', 'withdraw']],
    ['viewer', 'draft', 'editing', ['view']],
    ['reviewer', 'submitted', 'to_seal', ['view', 'claim', 'confirmPaper']],
    ['supervisor', 'submitted', 'to_seal', ['view', 'claim', 'assign', 'confirmPaper']],
    ['reviewer', 'on_record', 'to_seal', ['view', 'confirmPaper', 'openChange']],
    ['owner', 'on_record', 'to_seal', ['view', 'reportChange']],
    ['owner', 'superseded', 'to_seal', ['view']],
  ] as const)('%s on %s, %s', (role, status, stage, intents) => {
    expect(allowedIntents({ role, status, stage })).toEqual(intents);
  });

  it('keeps an unverified enterprise to drafts', () => {
    const context = { role: 'owner', status: 'draft', stage: 'to_seal' } as const;
    expect(mayDo('submit', { ...context, verified: false })).toBe(false);
    expect(mayDo('submit', { ...context, verified: true })).toBe(true);
    expect(mayDo('unfreeze', { ...context, verified: false })).toBe(true);
  });

  it('gives a consultant only what the grant gives', () => {
    const context = { role: 'consultant', status: 'draft', stage: 'editing' } as const;
    expect(allowedIntents(context)).toEqual([]);
    expect(allowedIntents({ ...context, grantRights: 'read' })).toEqual(['view']);
    expect(allowedIntents({ ...context, grantRights: 'draft' })).toEqual(['view', 'edit']);
  });

  it('refuses a role that acts on another side', () => {
    expect(
      allowedIntents({ role: 'owner', side: 'regulator', status: 'submitted', stage: 'to_seal' }),
    ).toEqual([]);
  });
});

describe('positionAfter', () => {
  it.each([
    ['requestCheck', 'draft', 'editing', 'draft', 'internal_check'],
    ['endCheck', 'draft', 'internal_check', 'draft', 'editing'],
    ['freeze', 'draft', 'editing', 'draft', 'to_seal'],
    ['unfreeze', 'returned', 'to_seal', 'returned', 'editing'],
    ['freeze', 'returned', 'internal_check', 'returned', 'to_seal'],
    ['submit', 'draft', 'to_seal', 'submitted', 'to_seal'],
    ['submit', 'returned', 'to_seal', 'submitted', 'to_seal'],
    ['claim', 'submitted', 'to_seal', 'in_review', 'to_seal'],
    ['assign', 'in_review', 'to_seal', 'in_review', 'to_seal'],
    ['release', 'in_review', 'to_seal', 'submitted', 'to_seal'],
    ['returnFiling', 'in_review', 'to_seal', 'returned', 'editing'],
    ['record', 'in_review', 'to_seal', 'on_record', 'to_seal'],
    ['withdraw', 'submitted', 'to_seal', 'withdrawn', 'to_seal'],
    ['uploadScan', 'draft', 'to_seal', 'draft', 'to_seal'],
  ] as const)('%s from %s, %s', (intent, status, stage, toStatus, toStage) => {
    expect(positionAfter(intent, { status, stage })).toEqual({ status: toStatus, stage: toStage });
  });

  it('is null exactly where no side may do it, and leads only to positions of the table', () => {
    const intents = [...new Set(cells.flatMap((cell) => Object.values(FILING_INTENTS[cell]).flat()))];
    for (const position of positions) {
      const row = Object.values(FILING_INTENTS[filingCell(position)]).flat() as FilingIntent[];
      for (const intent of intents) {
        const after = positionAfter(intent, position);
        expect(after !== null).toBe(row.includes(intent));
        if (after !== null) expect(cells).toContain(filingCell(after));
      }
    }
  });

  it('leads from a first draft to every status but superseded, which another record brings', () => {
    const reached = new Set(['draft.editing']);
    const queue: FilingPosition[] = [{ status: 'draft', stage: 'editing' }];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const intent of Object.values(FILING_INTENTS[filingCell(next)]).flat() as FilingIntent[]) {
        const after = positionAfter(intent, next);
        if (after === null || reached.has(filingCell(after))) continue;
        reached.add(filingCell(after));
        queue.push(after);
      }
    }
    expect([...reached].sort()).toEqual(cells.filter((cell) => cell !== 'superseded').sort());
  });
});
