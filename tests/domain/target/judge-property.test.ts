import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type PlainDate } from '#app/domain/calendar/plain-date.ts';
import { judge } from '#app/domain/target/judge.ts';
import {
  COMPARATORS,
  COUNTINGS,
  type Comparator,
  type Counting,
  type Judging,
} from '#app/domain/target/plan.ts';
import type { SeriesPoint, Status } from '#app/domain/target/standing.ts';
import { aTarget, FROM } from './judge-case.ts';

/** From worst to best. */
const RANK: Readonly<Record<Status, number>> = {
  no_data: 0,
  far_behind: 1,
  behind: 2,
  on_course: 3,
  reached: 4,
};

const dayFrom = (offset: number): PlainDate => addDays(FROM, offset);
const amount = fc.integer({ min: 0, max: 20_000_000 }).map((scaled) => scaled / 10_000);
const offset = fc.integer({ min: -200, max: 900 });
const series = fc
  .uniqueArray(fc.record({ at: offset, value: amount }), { maxLength: 8, selector: ({ at }) => at })
  .map((rows) =>
    rows.sort((a, b) => a.at - b.at).map(({ at, value }): SeriesPoint => ({ on: dayFrom(at), value })),
  );
const judging = fc
  .record({
    tolerance: fc.integer({ min: 0, max: 50 }),
    upper: fc.integer({ min: 0, max: 100 }),
    lower: fc.integer({ min: 0, max: 100 }),
  })
  .map(({ tolerance, upper, lower }): Judging => ({
    tolerance: tolerance / 100,
    behindBelow: Math.max(upper, lower) / 100,
    farBehindBelow: Math.min(upper, lower) / 100,
  }));
const target = fc
  .record({
    comparator: fc.constantFrom(...(Object.keys(COMPARATORS) as Comparator[])),
    counting: fc.constantFrom(...(Object.keys(COUNTINGS) as Counting[])),
    direction: fc.constantFrom('up' as const, 'down' as const),
    isAspiration: fc.boolean(),
    value: amount,
    deadline: fc.option(fc.integer({ min: 0, max: 730 }).map(dayFrom), { nil: null }),
  })
  .map(aTarget);
const rising = target.filter(({ direction, comparator }) => direction === 'up' && comparator !== 'at_most');

describe('a judgement', () => {
  it('is never worse for more of what is to be built up', () => {
    fc.assert(
      fc.property(rising, series, offset, judging, amount, (one, points, at, rules, more) => {
        // What was there before the plan began moves the path's start with it; what comes after the start doesn't.
        const raised = points.map((point) =>
          point.on > FROM ? { ...point, value: (point.value * 10_000 + more * 10_000) / 10_000 } : point,
        );
        const before = judge(one, points, dayFrom(at), rules, FROM);
        const after = judge(one, raised, dayFrom(at), rules, FROM);
        expect(RANK[after.status]).toBeGreaterThanOrEqual(RANK[before.status]);
      }),
    );
  });
  it('is never better for more of what is limited', () => {
    fc.assert(
      fc.property(target, series, offset, judging, amount, (one, points, at, rules, more) => {
        const limit = { ...one, direction: 'down' as const };
        const raised = points.map((point) => ({ ...point, value: point.value + more }));
        const before = judge(limit, points, dayFrom(at), rules, FROM);
        const after = judge(limit, raised, dayFrom(at), rules, FROM);
        expect(RANK[after.status]).toBeLessThanOrEqual(RANK[before.status]);
      }),
    );
  });
  it('has a verdict exactly when the deadline’s day is over and its number known', () => {
    fc.assert(
      fc.property(target, series, offset, judging, fc.boolean(), (one, points, at, rules, isDayOver) => {
        const asAt = dayFrom(at);
        const { verdict, status } = judge(one, points, asAt, rules, FROM, isDayOver);
        const { deadline } = one;
        const isOver = deadline !== null && (asAt > deadline || (isDayOver && asAt === deadline));
        const isKnown = deadline !== null && points.some(({ on }) => on <= deadline);
        expect(verdict !== null).toBe(isOver && isKnown);
        if (verdict !== null) expect(status === 'reached').toBe(verdict === 'reached');
      }),
    );
  });
  it('doesn’t change once the deadline is over', () => {
    fc.assert(
      fc.property(target, series, judging, fc.nat(400), (one, points, rules, later) => {
        const { deadline } = one;
        if (deadline === null) return;
        const first = judge(one, points, addDays(deadline, 1), rules, FROM);
        const then = judge(one, points, addDays(deadline, 1 + later), rules, FROM);
        expect([then.status, then.verdict]).toEqual([first.status, first.verdict]);
      }),
    );
  });
  it('stays reached where nothing is lost', () => {
    fc.assert(
      fc.property(rising, series, judging, offset, fc.nat(400), (one, points, rules, at, later) => {
        let most = 0;
        const growing = points.map((point) => ({ ...point, value: (most = Math.max(most, point.value)) }));
        const first = judge(one, growing, dayFrom(at), rules, FROM, false);
        const then = judge(one, growing, dayFrom(at + later), rules, FROM, false);
        if (first.status === 'reached') expect(then.status).toBe('reached');
      }),
    );
  });
  it('takes nothing from after its day', () => {
    fc.assert(
      fc.property(target, series, judging, offset, (one, points, rules, at) => {
        const asAt = dayFrom(at);
        const known = points.filter(({ on }) => on <= asAt);
        expect(judge(one, points, asAt, rules, FROM)).toEqual(judge(one, known, asAt, rules, FROM));
      }),
    );
  });
  it('has no data exactly where no point lies by its day, or by the deadline that is over', () => {
    fc.assert(
      fc.property(target, series, judging, offset, (one, points, rules, at) => {
        const asAt = dayFrom(at);
        const last = one.deadline !== null && one.deadline < asAt ? one.deadline : asAt;
        const { status } = judge(one, points, asAt, rules, FROM);
        expect(status === 'no_data').toBe(!points.some(({ on }) => on <= last));
      }),
    );
  });
  it('ends with its reason, and every step has words and finite numbers', () => {
    fc.assert(
      fc.property(target, series, judging, offset, (one, points, rules, at) => {
        const answer = judge(one, points, dayFrom(at), rules, FROM);
        expect(answer.working.at(-1)?.text).toEqual(answer.reason);
        for (const { text } of answer.working)
          expect(`${text.zh}${text.en}`).not.toMatch(/NaN|∞|undefined|null/u);
        const { share, required, requiredRate, forecast } = answer;
        for (const number of [share, required, requiredRate, forecast?.value ?? null]) {
          if (number !== null) expect(Number.isFinite(number)).toBe(true);
        }
      }),
    );
  });
});
