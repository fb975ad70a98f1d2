import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { lockFolder } from '#db/embedded.ts';
import { runCommandLine } from '#entry/command/main.ts';

const folder = mkdtempSync(join(tmpdir(), 'shuheng-cli-'));
const data = join(folder, 'data');

interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `./bin/shuheng` from another folder, with a data folder of its own and no database server. */
function shuheng(args: string[], input = ''): Promise<Answer> {
  const { DATABASE_URL: _url, SECRET_KEY: _key, ...environment } = process.env;
  return new Promise((done, fail) => {
    const child = spawn(resolve('bin/shuheng'), args, {
      cwd: folder,
      env: { ...environment, DATA_FOLDER: data },
    });
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk) => (said.out += String(chunk)));
    child.stderr.on('data', (chunk) => (said.err += String(chunk)));
    child.on('error', fail);
    child.on('close', (code) => done({ code, ...said }));
    child.stdin.end(input);
  });
}

const year2027 = {
  year: 2027,
  title: '示例：2027年部分节假日安排',
  notice: { number: '示例〔2026〕1号', issuedOn: '2026-11-25' },
  source: '示例',
  confidence: 'U',
  rest: [
    { from: '2027-01-01', to: '2027-01-03', name: '元旦' },
    { from: '2027-02-05', to: '2027-02-12', name: '春节' },
    { from: '2027-04-03', to: '2027-04-05', name: '清明节' },
    { from: '2027-05-01', to: '2027-05-05', name: '劳动节' },
    { from: '2027-06-09', to: '2027-06-09', name: '端午节' },
    { from: '2027-09-15', to: '2027-09-15', name: '中秋节' },
    { from: '2027-10-01', to: '2027-10-07', name: '国庆节' },
  ],
  work: [],
};

/** Runs the same in this process: for what needs no process of its own. */
async function here(args: string[]): Promise<Answer> {
  const said = { out: '', err: '' };
  const spies = (['out', 'err'] as const).map((name) =>
    vi.spyOn(process[`std${name}`], 'write').mockImplementation((chunk) => {
      said[name] += String(chunk);
      return true;
    }),
  );
  try {
    const code = await runCommandLine(args);
    return { code, ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe('the words of shuheng', () => {
  it.each([
    [['deadline', '--from', '2026-02-30', '--days', '5'], '--from'],
    [['deadline', '--from', '2026-09-30', '--days', '0'], '--days'],
    [['deadline', '--form', '2026-09-30'], '--form'],
    [['calendar', 'import'], '文件'],
    [['admin', 'create', '--name', '甲'], '--email'],
    [['admin', 'end-sessions'], '--all'],
    [['admin', 'end-sessions', '--all', '--email', 'a@example.cn', '--yes'], '--email'],
    [['admin', 'end-sessions', '--all'], '--yes'],
    [['admin', 'reset-second-factor'], '--email'],
    [['fly'], 'fly'],
    [[], 'deadline'],
  ])('answers %j with wrong usage, on standard error', async (args, said) => {
    const { code, out, err } = await here(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
  });

  it.each([
    ...['deadline', 'calendar import', 'migrate', 'seed', 'verify'],
    ...['admin create', 'admin end-sessions', 'admin reset-second-factor'],
  ])('helps with %s', async (name) => {
    const { code, out } = await here([...name.split(' '), '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`shuheng ${name}`);
    expect((await here(['--help'])).out).toContain(`\n  ${name} `);
  });
});

describe('shuheng without a database', { timeout: 120_000 }, () => {
  it('counts a deadline as JSON, and nothing else on standard output', async () => {
    const { code, out } = await shuheng(['deadline', '--from', '2026-09-30', '--days', '5', '--json']);
    expect(code).toBe(0);
    const answer = JSON.parse(out) as Record<string, unknown>;
    expect(Object.keys(answer)).toEqual(['dueOn', 'provisional', 'counted', 'skipped', 'calendar']);
    expect(answer).toMatchObject({
      dueOn: '2026-10-13',
      provisional: false,
      counted: ['2026-10-08', '2026-10-09', '2026-10-10', '2026-10-12', '2026-10-13'],
    });
    expect(answer.skipped).toContainEqual({ on: '2026-10-01', why: '国庆节放假' });
  });

  it('says 暂定 past the published years', async () => {
    const { out } = await here(['deadline', '--from', '2026-12-28', '--days', '5']);
    expect(out).toContain('2027年1月5日（周二）（暂定');
  });

  it('says what to do where there is no database yet', async () => {
    const { code, err } = await shuheng(['verify']);
    expect(code).toBe(1);
    expect(err).toContain('shuheng migrate');
  });
});

describe('shuheng on an embedded database', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    expect(await shuheng(['migrate'])).toMatchObject({ code: 0 });
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('previews a year, loads it when asked to, and counts with it', async () => {
    const file = join(folder, '2027.json');
    writeFileSync(file, JSON.stringify(year2027));
    const count = async () =>
      (
        await shuheng([
          'deadline',
          '--from',
          '2026-12-28',
          '--days',
          '5',
          '--json',
          '--calendar-from-database',
        ])
      ).out;
    const preview = await shuheng(['calendar', 'import', file, '--json']);
    expect(JSON.parse(preview.out)).toMatchObject({
      ok: true,
      applied: false,
      preview: { year: 2027, moves: [] },
    });
    expect(await count()).toContain('"provisional":true');
    expect(await shuheng(['calendar', 'import', file, '--apply'])).toMatchObject({ code: 0 });
    expect(await count()).toContain('"provisional":false');
  });

  it('names the faults of a file and loads nothing', async () => {
    const file = join(folder, 'faulty.json');
    writeFileSync(file, JSON.stringify({ ...year2027, rest: [] }));
    const { code, err } = await shuheng(['calendar', 'import', file, '--apply']);
    expect(code).toBe(1);
    expect(err).toContain('rest');
  });

  it('makes an administrator once, with the password from standard input', async () => {
    const args = [
      'admin',
      'create',
      '--email',
      'admin@example.cn',
      '--name',
      '示例管理员',
      '--password-stdin',
    ];
    const first = await shuheng(args, 'a long enough passphrase 7\n');
    expect(first.code).toBe(0);
    expect(first.out).not.toContain('passphrase');
    const again = await shuheng(args, 'a long enough passphrase 7\n');
    expect(again.code).toBe(1);
    expect(again.err).toContain('该邮箱已有账号');
  });

  it('ends sessions and takes a second factor off, or says why not', async () => {
    const of = ['--email', 'admin@example.cn'];
    const one = await shuheng(['admin', 'end-sessions', ...of]);
    expect([one.code, one.out]).toEqual([0, '已结束的登录 / sessions ended: 0\n']);
    const all = await shuheng(['admin', 'end-sessions', '--all', '--yes', '--json']);
    expect([all.code, JSON.parse(all.out)]).toEqual([0, { ended: 0 }]);
    const unknown = await shuheng(['admin', 'end-sessions', '--email', 'nobody@example.cn']);
    expect([unknown.code, unknown.out, unknown.err]).toEqual([
      1,
      '',
      expect.stringContaining('没有使用该邮箱'),
    ]);
    const reset = await shuheng(['admin', 'reset-second-factor', ...of, '--json']);
    expect([reset.code, reset.out, reset.err]).toEqual([1, '', expect.stringContaining('没有启用动态码')]);
  });

  it('verifies the journal that it wrote', async () => {
    const { code, out } = await shuheng(['verify', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ok: true, brokenLink: null, versions: { faults: [] } });
    expect((await shuheng(['verify'])).out).toContain('正文 / bodies recomputed');
  });

  it('is refused while another process holds the database', async () => {
    const release = lockFolder(join(data, 'database'));
    try {
      const { code, err } = await shuheng(['verify']);
      expect(code).toBe(3);
      expect(err).toContain('正被进程');
    } finally {
      release();
    }
  });
});
