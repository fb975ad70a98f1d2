import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { criteriaOf, itemsOf } from '#app/domain/assessment/model.ts';
import { MODEL_COLUMNS, type ModelColumn } from '#app/domain/assessment/model-workbook.ts';
import { words } from '#app/domain/words.ts';
import { findModel } from '#app/services/model/find-model.step.server.ts';
import { importModel } from '#app/services/model/import-model.server.ts';
import { publishModel } from '#app/services/model/publish-model.server.ts';
import { withdrawModel } from '#app/services/model/withdraw-model.server.ts';
import { writeModelTemplate } from '#app/services/model/write-model-template.server.ts';
import type { Ports } from '#app/services/ports.ts';
import { exampleModel, exampleModelText } from '#assessments/example.ts';
import { maturityModel, maturityModels } from '#assessments/model.ts';
import type { OpenDatabase } from '#db/client.ts';
import { listModels } from '#db/queries/model.read.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

let db: OpenDatabase;
let ports: Ports;
beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
});
afterAll(() => db.close());

interface House {
  readonly id: string;
  readonly actor: Actor;
}

async function house(kind: 'enterprise' | 'consultancy' = 'enterprise'): Promise<House> {
  const organisation = await makeOrganisation(ports, { kind });
  const actor = await makeActor(ports, organisation, kind === 'enterprise' ? 'preparer' : 'consultant');
  return { id: organisation.id, actor };
}

const FACTS = { key: 'group-data', title: words('集团数据模型', ''), source: '集团数据管理部 2026 年制定' };

function take(at: House, fileName: string, content: string | Uint8Array, facts = FACTS) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return importModel(ports, at.actor, TEST_MOMENT, { organisationId: at.id, fileName, bytes, facts });
}

async function taken(at: House, fileName: string, content: string | Uint8Array) {
  const result = await take(at, fileName, content);
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
}

/** What is wrong, as place and reason. */
async function mistakes(at: House, fileName: string, content: string | Uint8Array, facts = FACTS) {
  const result = await take(at, fileName, content, facts);
  if (result.ok) throw new Error('imported');
  return result.problems.map(({ place, message }) => `${place?.zh ?? '文件'}：${message.zh}`);
}

const entries = (at: House) => db.transaction(at.actor.scope, (trx) => listModels(trx, at.id));
const found = (at: House, id: string) => db.transaction(at.actor.scope, (trx) => findModel(trx, `own:${id}`));
const journalOf = async (at: House) => {
  const { rows } = await db.pool.query<{ type: string }>(
    `select type from journal where organisation_id = $1 and type like 'model.%' order by seq`,
    [at.id],
  );
  return rows.map(({ type }) => type);
};

/** A workbook with these rows below the template's headers. */
function workbook(rows: readonly Partial<Record<ModelColumn, string>>[]): Promise<Buffer> {
  const columns = (Object.keys(MODEL_COLUMNS) as ModelColumn[]).map((column) => ({
    header: MODEL_COLUMNS[column],
    value: (row: Partial<Record<ModelColumn, string>>) => row[column] ?? null,
  }));
  return buffer(ports.spreadsheets.writeXlsx(columns, rows));
}

const ROW = {
  domainId: 'A',
  domainZh: '数据质量',
  itemId: 'A1',
  itemZh: '质量检查',
  level: '2',
  text: '部门按月核对关键字段的空值',
};

describe('an own model', () => {
  it('is imported from YAML as a draft, published, found, and withdrawn', async () => {
    const at = await house();
    const { id, version } = await taken(at, 'model.yaml', exampleModelText);
    expect(version).toBe(1);
    expect(await entries(at)).toMatchObject([{ id, key: 'example-model', version: 1, state: 'draft' }]);
    expect(await found(at, id), 'a draft is nothing to assess by').toBeUndefined();

    const publish = () => publishModel(ports, at.actor, TEST_MOMENT, { organisationId: at.id, id });
    expect(await publish()).toMatchObject({ ok: true });
    expect(await publish()).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
    const model = await found(at, id);
    expect(model).toMatchObject({ id: `own:${id}`, family: 'own', edition: '1', standard: '' });
    expect(model && itemsOf(model).map((item) => item.name.zh)).toEqual(['客户主数据', '物料主数据']);
    expect(Object.isFrozen(model?.domains[0]?.items)).toBe(true);

    const withdraw = () => withdrawModel(ports, at.actor, TEST_MOMENT, { organisationId: at.id, id });
    expect(await withdraw()).toEqual({ ok: true, value: { wasDraft: false } });
    expect(await withdraw()).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
    expect((await found(at, id))?.digest, 'what was assessed by it stays readable').toBe(model?.digest);
    expect(await journalOf(at)).toEqual(['model.imported', 'model.published', 'model.withdrawn']);
  });

  it('is changed by a further version; the same content is none', async () => {
    const at = await house();
    const first = await taken(at, 'model.yaml', exampleModelText);
    expect(await take(at, 'again.yml', `# 只多一行注释\n${exampleModelText}`)).toMatchObject({
      ok: false,
      refusal: { code: 'conflict' },
    });
    const second = await taken(at, 'model.yaml', exampleModelText.replace('客户主数据', '客户数据'));
    expect([first.version, second.version]).toEqual([1, 2]);
    const discard = () =>
      withdrawModel(ports, at.actor, TEST_MOMENT, { organisationId: at.id, id: second.id });
    expect(await discard()).toEqual({ ok: true, value: { wasDraft: true } });
    expect(await discard()).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    expect((await entries(at)).map(({ version }) => version)).toEqual([1]);
  });

  it('can’t be rewritten once it is published', async () => {
    const at = await house();
    const { id } = await taken(at, 'model.yaml', exampleModelText);
    await publishModel(ports, at.actor, TEST_MOMENT, { organisationId: at.id, id });
    const attempts = [{ content: '{}' }, { title: '改名' }, { key: 'other' }, { state: 'draft' as const }];
    for (const attempt of attempts) {
      const rewrite = db.transaction(at.actor.scope, (trx) =>
        trx.updateTable('maturity_model').set(attempt).where('id', '=', id).execute(),
      );
      await expect(rewrite, JSON.stringify(attempt)).rejects.toThrow('rewritten');
    }
    await db.transaction(at.actor.scope, (trx) =>
      trx.deleteFrom('maturity_model').where('id', '=', id).execute(),
    );
    expect((await found(at, id))?.title.zh).toBe('示例模型');
  });

  it('belongs to its house', async () => {
    const [at, other] = [await house(), await house('consultancy')];
    const { id } = await taken(at, 'model.yaml', exampleModelText);
    await publishModel(ports, at.actor, TEST_MOMENT, { organisationId: at.id, id });
    expect(await found(other, id)).toBeUndefined();
    expect(await db.transaction(other.actor.scope, (trx) => listModels(trx, at.id))).toEqual([]);
    for (const input of [
      { organisationId: at.id, id },
      { organisationId: other.id, id },
    ]) {
      expect(await withdrawModel(ports, other.actor, TEST_MOMENT, input)).toMatchObject({
        refusal: { code: 'not_found' },
      });
    }
    expect(await taken(other, 'model.yaml', exampleModelText)).toMatchObject({ version: 1 });
  });

  it('is told from ids that are none', async () => {
    const at = await house();
    for (const id of ['', 'own:', 'own:x', `own:${'0'.repeat(36)}`, 'dcmm-2026', '__proto__']) {
      expect(await db.transaction(at.actor.scope, (trx) => findModel(trx, id)), id).toBeUndefined();
    }
    const shipped = await db.transaction(at.actor.scope, (trx) => findModel(trx, 'dcmm-2025'));
    expect(shipped).toBe(maturityModel('dcmm-2025'));
  });
});

describe('a YAML file with mistakes', () => {
  const lines = exampleModelText.split('\n');
  const lineOf = (part: string) => lines.findIndex((line) => `${line}\n`.includes(part)) + 1;

  it.each([
    ['key: example-model', 'key: Example Model', '模型代号用小写字母'],
    ['level: 3,\n', 'level: 三,\n', '等级应为 1 至 5 的整数'],
    ["id: '1.2'", "id: '1.1'", '编号 1.1 重复'],
    ['source: 本单位自定，示例。', 'source:', '缺少来源说明'],
    ['evidence: 岗位说明', 'proof: 岗位说明', '未知字段：proof'],
    ['{ level: 5, name', '{ level: 4, name', '等级应从 1 到 5'],
    ['title: { zh', 'title: [ zh', 'YAML 写法有误'],
  ])('%s → %s is told by its line', async (part, by, reason) => {
    const at = await house();
    const problems = await mistakes(at, 'model.yaml', exampleModelText.replace(part, by));
    expect(problems.join('\n')).toContain(reason);
    const line = reason.startsWith('等级应从') ? lineOf('levels:') : lineOf(part);
    expect(problems.join('\n')).toMatch(new RegExp(`第 ${line} 行：`));
    expect(await entries(at)).toEqual([]);
    expect(await journalOf(at)).toEqual([]);
  });

  it('names all of them, in the order of the file', async () => {
    const at = await house();
    const wrong = exampleModelText
      .replace('text: 仓库按月核对物料台账与实物', "text: ''")
      .replace('zh: 示例模型', "zh: ''");
    const problems = await mistakes(at, 'model.yaml', wrong);
    expect(problems.map((problem) => Number(/第 (\d+) 行/.exec(problem)?.[1]))).toEqual([
      lineOf('title:'),
      lineOf('仓库按月'),
    ]);
  });

  it('that isn’t text, or is too large, is refused as a whole', async () => {
    const at = await house();
    expect(await mistakes(at, 'model.yaml', new Uint8Array([0xff, 0xfe, 0x00]))).toEqual([
      '文件：文件不是 UTF-8 编码，请另存为 UTF-8。',
    ]);
    expect(await mistakes(at, 'model.yaml', new Uint8Array(5_000_001))).toEqual(['文件：文件超过 5 MB。']);
    const bomb = ['a: &a [x, x]', 'b: &b [*a, *a]', 'c: &c [*b, *b]', 'key: *c'].join('\n');
    expect((await mistakes(at, 'model.yaml', bomb)).join()).toContain('不能使用别名');
  });
});

describe('a workbook', () => {
  async function roundTrip(at: House, stream: Readable) {
    const { id } = await taken(at, 'model.xlsx', await buffer(stream));
    await publishModel(ports, at.actor, TEST_MOMENT, { organisationId: at.id, id });
    return found(at, id);
  }

  it('from the template comes back as it went out', async () => {
    const model = await roundTrip(await house(), writeModelTemplate(ports, exampleModel()));
    expect(model?.title).toEqual(words('集团数据模型', '集团数据模型'));
    expect(model?.domains).toEqual(exampleModel().domains);
  });

  it.each([...maturityModels().values()])('of $id comes back with every criterion', async (shipped) => {
    const model = await roundTrip(await house(), writeModelTemplate(ports, shipped));
    if (!model) throw new Error('not found');
    expect(criteriaOf(model)).toEqual(criteriaOf(shipped));
    expect(itemsOf(model).map(({ id, name }) => [id, name])).toEqual(
      itemsOf(shipped).map(({ id, name }) => [id, name]),
    );
    expect(model.dimensions).toEqual(shipped.dimensions);
  });

  it.each([
    ['a level that is none', { level: '七' }, '第 3 行“等级”：等级应为 1 至 5 的整数'],
    ['no text', { text: '' }, '第 3 行“准则内容”：准则内容不能为空'],
    ['no id', { itemId: '' }, '第 3 行“评估项编号”：编号不能为空'],
    [
      'another name for the same id',
      { itemZh: '质量分析' },
      '第 3 行“评估项名称”：编号 A1 在第 2 行另有名称',
    ],
    ['an item in two domains', { domainId: 'B', domainZh: '数据标准' }, '第 3 行“评估项编号”：编号 A1 重复'],
    ['a dimension in some rows only', { dimensionId: 'who', dimensionZh: '组织' }, '第 2 行“能力维度编号”'],
  ])('with %s is told by its cell', async (_what, change, expected) => {
    const at = await house();
    const rows = [ROW, { ...ROW, level: '3', text: '全公司按统一规则检查', ...change }];
    const problems = await mistakes(at, 'model.xlsx', await workbook(rows));
    expect(problems.join('\n')).toContain(expected);
    expect(await entries(at)).toEqual([]);
  });

  it('needs its key and title beside it, its columns and its rows', async () => {
    const at = await house();
    const facts = { key: '', title: words('', ''), source: '' };
    const missing = (await mistakes(at, 'model.xlsx', await workbook([ROW]), facts)).join('\n');
    expect(missing).toMatch(
      /key：模型代号不能为空[\s\S]*title\.zh：中文名称不能为空[\s\S]*source：来源说明不能为空/,
    );
    expect(await mistakes(at, 'model.xlsx', await workbook([]))).toHaveLength(1);
    const other = await buffer(ports.spreadsheets.writeXlsx([{ header: '名称', value: () => 'x' }], [1]));
    expect((await mistakes(at, 'model.xlsx', other)).join()).toContain('缺少列：能力域编号、能力域名称');
    expect(await mistakes(at, 'model.xlsx', new TextEncoder().encode('PK\u0003\u0004 broken'))).toHaveLength(
      1,
    );
    const many = Array.from({ length: 5001 }, (_, number) => ({ ...ROW, text: `第 ${number} 条准则` }));
    expect((await mistakes(at, 'model.xlsx', await workbook(many))).join()).toContain('超过 5,000 行');
    expect(await entries(at)).toEqual([]);
  });
});
