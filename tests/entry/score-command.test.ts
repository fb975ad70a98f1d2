import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { runCommandLine } from '#entry/command/main.ts';

const folder = mkdtempSync(join(tmpdir(), 'shuheng-score-'));
afterAll(() => rmSync(folder, { recursive: true }));

let counter = 0;
function file(content: string): string {
  counter += 1;
  const path = join(folder, `${counter}.json`);
  writeFileSync(path, content);
  return path;
}

async function score(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const spies = (['out', 'err'] as const).map((name) =>
    vi.spyOn(process[`std${name}`], 'write').mockImplementation((chunk) => {
      said[name] += String(chunk);
      return true;
    }),
  );
  try {
    return { code: await runCommandLine(['score', ...args]), ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const sheet = file(
  JSON.stringify({
    // L1 met; L2 (1 + 0.8)/2 passes; L3 (0.5 + 0 + 0)/3: 2 + 1/6.
    grades: { '6.1-L1-1': 'met', '6.1-L2-1': 'met', '6.1-L2-2': 'mostly', '6.1-L3-1': 'partly' },
    exclusions: { '9.1': '没有数据资产业务' },
  }),
);

describe('shuheng score', () => {
  it('answers with the whole derivation as JSON', async () => {
    const { code, out } = await score('--model', 'dcmm-2025', '--answers', sheet, '--json');
    expect(code).toBe(0);
    const { ok, notice, result } = JSON.parse(out) as {
      ok: boolean;
      notice: string;
      result: {
        schemeId: string;
        level: number;
        domains: { items: { itemId: string; score: { exact: string } | null }[] }[];
      };
    };
    expect({ ok, notice, scheme: result.schemeId, level: result.level }).toEqual({
      ok: true,
      notice: '自评估结果，非认证结论',
      scheme: 'dcmm-default',
      level: 1,
    });
    const items = result.domains.flatMap((domain) => domain.items);
    expect(items.find(({ itemId }) => itemId === '6.1')?.score?.exact).toBe('13/6');
    expect(items.find(({ itemId }) => itemId === '9.1')?.score).toBeNull();
  });

  it('says overall, level and that it is no certificate', async () => {
    const { code, out } = await score('--model', 'dcmm-2025', '--answers', sheet);
    expect(code).toBe(0);
    expect(out).toContain('总体 / overall: 1.04，1 级');
    expect(out).toContain('自评估结果，非认证结论');
  });

  it.each<[string, string, string]>([
    ['no JSON', '{"grades":', 'JSON'],
    ['a list', '[]', '文件应为'],
    ['numbers as grades', '{"grades":{"6.1-L1-1":1}}', 'grades.6.1-L1-1'],
    ['a field too many', '{"grades":{},"scores":{}}', 'scores'],
    ['a criterion of another model', '{"grades":{"PA01/process-L2-1":"met"}}', 'PA01/process-L2-1'],
    ['a grade that the scheme lacks', '{"grades":{"6.1-L1-1":"满足"}}', 'met, mostly, partly'],
    ['an exclusion without a reason', '{"grades":{},"exclusions":{"6.1":""}}', '没有写理由'],
  ])('refuses %s with words and 1', async (_title, content, reason) => {
    const { code, out, err } = await score('--model', 'dcmm-2025', '--answers', file(content));
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(reason);
  });

  it('gives problems as JSON, too', async () => {
    const { code, out } = await score(
      '--model',
      'dcmm-2025',
      '--json',
      '--answers',
      file('{"grades":{"x":"met"}}'),
    );
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ ok: false, problems: [{ part: 'grades', id: 'x' }] });
  });

  it('refuses a file that is not there or too large', async () => {
    expect((await score('--model', 'dcmm-2025', '--answers', join(folder, 'none.json'))).code).toBe(1);
    const large = await score('--model', 'dcmm-2025', '--answers', file(' '.repeat(4 * 1024 * 1024 + 1)));
    expect(large.err).toContain('4 MB');
  });

  it.each<[string, string[], string]>([
    ['no model', ['--answers', sheet], 'dcmm-2018'],
    ['an unknown model', ['--model', 'dcmm-2024', '--answers', sheet], 'dcmm-2025'],
    [
      'a scheme of another family',
      ['--model', 'dcmm-2025', '--scheme', 'dsmm-default', '--answers', sheet],
      'dcmm-default',
    ],
    ['no answers', ['--model', 'dcmm-2025'], '--answers'],
    ['an unknown option', ['--modle', 'x'], '--modle'],
  ])('explains its use after %s, with 2', async (_title, args, reason) => {
    const { code, err } = await score(...args);
    expect(code).toBe(2);
    expect(err).toContain(reason);
    expect(err).toContain('用法 / usage');
  });

  it('has a help', async () => {
    const { code, out } = await score('--help');
    expect(code).toBe(0);
    expect(out).toContain('--answers');
  });
});
