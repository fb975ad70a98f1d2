import { describe, expect, it } from 'vitest';
import { type JournalReader, subjectPath } from '#app/domain/journal/subject-path.ts';

const ID = '01890000-0000-7000-8000-000000000001';
const HOUSE = '01890000-0000-7000-8000-000000000002';
const reader = (kind: JournalReader['kind'], isOwn = true): JournalReader => ({
  kind,
  organisationId: HOUSE,
  isOwn,
});
const path = (
  who: JournalReader,
  type: string,
  more: { subjectId?: string | null; actorSide?: string; payload?: Record<string, unknown> } = {},
) => subjectPath(who, { type, subjectId: ID, actorSide: 'enterprise', payload: {}, ...more });

describe('the page of what an event is about', () => {
  it.each([
    ['filing.submitted', `/filings/${ID}`],
    ['attachment.read', `/filings/${ID}`],
    ['change.reported', `/changes/${ID}`],
    ['evidence.added', `/evidence/${ID}`],
    ['evidence.linked', `/assessments/${ID}`],
    ['membership.begun', '/members'],
    ['journal.exported', null],
    ['constructor.x', null],
  ])('is, for an enterprise, %s → %s', (type, to) => {
    expect(path(reader('enterprise'), type)).toBe(to);
  });

  it('stays closed where an assessor works at it', () => {
    expect(path(reader('enterprise'), 'answers.saved', { actorSide: 'consultant' })).toBeNull();
  });

  it('is the review for a regulator, of what is shared as of his own', () => {
    expect(path(reader('regulator', false), 'filing.submitted')).toBe(`/review/${ID}`);
    expect(path(reader('regulator', false), 'membership.begun')).toBeNull();
    expect(path(reader('regulator'), 'comment.drafted', { payload: { filing: ID } })).toBe(`/review/${ID}`);
    expect(path(reader('regulator'), 'batch.submitted')).toBe(`/batches/${HOUSE}/${ID}`);
    expect(path(reader('regulator'), 'plan.import-previewed')).toBeNull();
  });

  it('is nowhere without a subject', () => {
    expect(path(reader('enterprise'), 'filing.submitted', { subjectId: null })).toBeNull();
  });
});
