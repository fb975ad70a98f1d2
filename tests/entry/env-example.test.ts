import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EnvironmentSchema } from '#entry/config.ts';

const lines = readFileSync('.env.example', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const entries = lines.map((line) => {
  const [name = '', ...rest] = line.split('=');
  return { name, value: rest.join('=').replace(/^"(.*)"$/, '$1') };
});

describe('.env.example', () => {
  it('lists every setting of the environment and no other, once', () => {
    const names = entries.map(({ name }) => name);
    expect([...names].sort()).toEqual(Object.keys(EnvironmentSchema.shape).sort());
  });

  it('shows the defaults', () => {
    const asWritten = EnvironmentSchema.parse(
      Object.fromEntries(entries.map(({ name, value }) => [name, value])),
    );
    expect(asWritten).toEqual(EnvironmentSchema.parse({}));
  });
});
