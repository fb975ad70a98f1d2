/**
 * The range of GB/T 2260 codes that a region contains, as text bounds: 310000 → 310000…319999,
 * 370100 → 370100…370199, 310115 → itself, 000000 (the whole country) → 000000…999999. Text ranges are leakproof, so an index serves them under
 * row-level security.
 */
export function regionBounds(code: string): { from: string; to: string } {
  if (code === '000000') return { from: code, to: '999999' };
  const stem = code.endsWith('0000') ? code.slice(0, 2) : code.endsWith('00') ? code.slice(0, 4) : code;
  return { from: stem.padEnd(6, '0'), to: stem.padEnd(6, '9') };
}
