import { expect, it } from 'vitest';
import { policyFiles } from '#seeds/policies/index.ts';
it('opens', () => {
  expect(policyFiles().find(({ key }) => key === 'shandong-big-data-2023')?.targets).toHaveLength(16);
});
