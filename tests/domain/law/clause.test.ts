import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LAW, LAW_GROUPS, lawClause } from '#app/domain/law/clause.ts';
import { CONFIDENCE } from '#app/domain/law/confidence.ts';

describe('the law library', () => {
  it('names every statement once, in an address that is stable', () => {
    const ids = LAW.map((clause) => clause.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it('gives each statement a source, a clause, both tongues and a confidence', () => {
    for (const clause of LAW) {
      for (const pair of [clause.title, clause.source, clause.clause, clause.text]) {
        expect(pair.zh).not.toBe('');
        expect(pair.en).not.toBe('');
      }
      expect(Object.keys(CONFIDENCE)).toContain(clause.confidence);
      expect(clause.reading === null).toBe(clause.readingConfidence === null);
    }
  });

  it('never calls our own reading confirmed', () => {
    for (const clause of LAW) expect(clause.readingConfidence).not.toBe('C');
  });

  it('marks as unknown what was not found', () => {
    for (const id of ['calendar-2027', 'guideline-channel']) expect(lawClause(id).confidence).toBe('U');
  });

  it.each(Object.keys(LAW_GROUPS))('is restated in docs/law/%s.md', (group) => {
    const page = readFileSync(`docs/law/${group}.md`, 'utf8');
    for (const clause of LAW.filter((entry) => entry.group === group)) {
      expect(page).toContain(`\`${clause.id}\``);
      expect(page).toContain(clause.text.zh);
      if (clause.reading) expect(page).toContain(clause.reading.zh);
    }
  });

  it('refuses an id that it does not hold', () => {
    expect(() => lawClause('nothing')).toThrow(RangeError);
  });
});
