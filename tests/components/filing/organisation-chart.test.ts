import { describe, expect, it } from 'vitest';
import { placeChart } from '#app/components/filing/organisation-chart.tsx';

const node = (id: string, parent = '') => ({ id, name: id, holder: '', parent });

describe('placeChart', () => {
  it('puts a superior above the middle of its own', () => {
    const { placed, columns } = placeChart([node('a'), node('b', 'a'), node('c', 'a')]);
    expect(columns).toBe(2);
    const at = (id: string) => placed.find((one) => one.id === id);
    expect(at('a')).toMatchObject({ depth: 0, column: 0.5 });
    expect(at('b')).toMatchObject({ depth: 1, column: 0 });
    expect(at('c')).toMatchObject({ depth: 1, column: 1 });
  });

  it('draws every box once even when superiors run in a circle or are missing', () => {
    const { placed } = placeChart([node('a', 'b'), node('b', 'a'), node('c', 'gone'), node('d', 'd')]);
    expect(placed.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c', 'd']);
  });
});
