import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { ClientFilterSchema } from '#app/domain/organisation/client-filter.ts';
import {
  CLIENTS_A_PAGE,
  clientSearch,
  pageOfClients,
  type Pressing,
} from '#app/domain/organisation/client-order.ts';

const FIRST = { q: '', page: 1 };

function client(grantId: string, more: Partial<Pressing> = {}): Pressing {
  return {
    grantId,
    name: `示例客户${grantId}`,
    expiresOn: plainDate('2027-12-31'),
    endsSoon: false,
    nextDueOn: null,
    isBusy: false,
    ...more,
  };
}

const ids = (clients: readonly Pressing[]) => clients.map(({ grantId }) => grantId);

describe('the order of clients', () => {
  it('is by the first day that presses, then by what is under way, then by the end of the grant', () => {
    const all = [
      client('idle'),
      client('idle-shorter', { expiresOn: plainDate('2027-03-01') }),
      client('busy', { isBusy: true }),
      client('due-later', { nextDueOn: plainDate('2026-12-01'), isBusy: true }),
      client('ending', { endsSoon: true, expiresOn: plainDate('2026-11-30') }),
      client('overdue', { nextDueOn: plainDate('2026-11-02'), isBusy: true }),
      client('ending-owing', {
        endsSoon: true,
        expiresOn: plainDate('2026-12-05'),
        nextDueOn: plainDate('2026-11-27'),
        isBusy: true,
      }),
    ];
    expect(ids(pageOfClients(all, FIRST).clients)).toEqual([
      'overdue',
      'ending-owing',
      'ending',
      'due-later',
      'busy',
      'idle-shorter',
      'idle',
    ]);
  });

  it('doesn’t take the end of a grant that runs long for something that presses', () => {
    const all = [client('a', { expiresOn: plainDate('2026-12-31') }), client('b', { isBusy: true })];
    expect(ids(pageOfClients(all, FIRST).clients)).toEqual(['b', 'a']);
  });
});

describe('a page of clients', () => {
  const day = (n: number) => plainDate(`2026-12-${String(n).padStart(2, '0')}`);
  const many = Array.from({ length: 30 }, (_, index) =>
    client(String(index).padStart(2, '0'), index < 28 ? { nextDueOn: day(index + 1), isBusy: true } : {}),
  );

  it('says how many there are and how many elsewhere have something to do', () => {
    const { clients, ...rest } = pageOfClients(many.toReversed(), FIRST);
    expect(ids(clients)).toEqual(ids(many.slice(0, CLIENTS_A_PAGE)));
    expect(rest).toEqual({ page: 1, pages: 2, total: 30, pressingElsewhere: 3 });
    expect(pageOfClients(many, { q: '', page: 2 })).toMatchObject({
      page: 2,
      pressingElsewhere: CLIENTS_A_PAGE,
    });
  });
  it('is the last one where a later one is asked for', () => {
    expect(ids(pageOfClients(many, { q: '', page: 9 }).clients)).toEqual(ids(many.slice(CLIENTS_A_PAGE)));
  });
  it('is found by a part of the name, whatever its letters’ case', () => {
    const all = [client('1', { name: '示例 Alpha 科技' }), client('2', { name: '示例贝塔' })];
    expect(ids(pageOfClients(all, { q: 'aLPH', page: 1 }).clients)).toEqual(['1']);
    expect(pageOfClients(all, { q: '没有', page: 3 })).toEqual({
      clients: [],
      page: 1,
      pages: 1,
      total: 0,
      pressingElsewhere: 0,
    });
  });
  it('leads through every client once, and nothing later presses more', () => {
    const row = fc.record({
      due: fc.option(fc.integer({ min: 1, max: 28 }), { nil: null }),
      isBusy: fc.boolean(),
      endsSoon: fc.boolean(),
      ends: fc.integer({ min: 1, max: 28 }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 80 }), (rows) => {
        const all = rows.map(({ due, ends, ...more }, index) =>
          client(String(index), { ...more, expiresOn: day(ends), nextDueOn: due === null ? null : day(due) }),
        );
        const { pages } = pageOfClients(all, FIRST);
        const seen = Array.from({ length: pages }, (_, index) =>
          pageOfClients(all, { q: '', page: index + 1 }),
        ).flatMap(({ clients }) => clients);
        expect(ids(seen).toSorted()).toEqual(ids(all).toSorted());
        const days = seen.map(
          ({ nextDueOn, endsSoon, expiresOn }) =>
            [nextDueOn ?? '9999', endsSoon ? expiresOn : '9999'].toSorted()[0] ?? '',
        );
        expect(days).toEqual(days.toSorted());
      }),
    );
  });
});

describe('the filter in the address', () => {
  it('comes back from it, and leaves out what says nothing', () => {
    expect(clientSearch({ q: '', page: 4 }, 1)).toBe('');
    expect(clientSearch({ q: '甲', page: 1 }, 3)).toBe('?q=%E7%94%B2&page=3');
    expect(ClientFilterSchema.parse({ q: '甲', page: '3' })).toEqual({ q: '甲', page: 3 });
  });
  it.each(['0', '-1', 'x', '1.5', '99999999999'])('takes page %s for the first', (page) => {
    expect(ClientFilterSchema.parse({ page })).toEqual({ q: '', page: 1 });
  });
});
