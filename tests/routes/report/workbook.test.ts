import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import * as preview from '#app/routes/report/import-preview.tsx';
import * as workbook from '#app/routes/report/workbook.tsx';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { FORM_TOKEN, incoming, refusalIn, statusOf } from '#tests/support/incoming.ts';
import { testPorts } from '#tests/support/world.ts';
import {
  eventCount,
  makeAnswerWorld,
  moveTo,
  ONE,
  stored,
  type AnswerWorld,
} from '../../services/answer/world.ts';
import {
  exportedWorkbook,
  grade,
  longWorkbook,
  packedBomb,
} from '../../services/workbook/exported-workbook.ts';

describe('the address where a questionnaire comes back', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let world: AnswerWorld;

  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    world = await makeAnswerWorld(db, ports);
  });
  afterAll(() => db.close());

  const params = () => ({ assessmentId: world.assessmentId });
  function send(bytes: Buffer, actor: Actor | null = world.evaluator, token = FORM_TOKEN) {
    const body = new FormData();
    body.append('_csrf', token);
    body.append('file', new Blob([new Uint8Array(bytes)]), '问卷.xlsx');
    return workbook.action(incoming(ports, actor, '/', { params: params(), body }));
  }
  const press = (importId: string) =>
    preview.action(
      incoming(ports, world.evaluator, '/', {
        params: { ...params(), importId },
        body: new URLSearchParams({ _csrf: FORM_TOKEN }),
      }),
    );
  async function sent(criterionId: string): Promise<string> {
    const answer = (await send(await exportedWorkbook(ports, world, grade(criterionId, '满足')))) as Response;
    expect(answer.status).toBe(302);
    return /\/workbook\/([0-9a-f-]{36})$/.exec(answer.headers.get('location') ?? '')?.[1] ?? '';
  }

  it.each([
    ['100,000 rows', () => longWorkbook(100_000)],
    ['an archive that unpacks to 150 MB', packedBomb],
    ['an empty file', () => Buffer.alloc(0)],
    ['a PDF renamed', () => Buffer.from('%PDF-1.7\n%%EOF\n')],
    ['another workbook', () => longWorkbook(3)],
  ])('says beside the field why it takes no %s, and keeps nothing', async (_what, bytes) => {
    const before = await eventCount(db, world);
    const answer = await send(bytes());
    expect(await statusOf(() => Promise.resolve(answer))).toBe(422);
    expect(Object.keys(refusalIn(answer).refusal.fields)).toEqual(['file']);
    expect(await eventCount(db, world)).toBe(before);
  });

  it('is closed to who is signed out, only reads, or posts an old page', async () => {
    const bytes = await exportedWorkbook(ports, world);
    expect(await statusOf(() => send(bytes, null))).toBe(401);
    expect(await statusOf(() => send(bytes, world.viewer))).toBe(403);
    expect(await statusOf(() => send(bytes, world.evaluator, 'x'))).toBe(403);
  });

  it('applies once, and nothing after the signature', async () => {
    const [first, late] = [await sent(ONE), await sent(ONE)];
    expect(await statusOf(() => press(first))).toBe(302);
    expect(await stored(ports, world, ONE)).toMatchObject({ grade: 'met' });
    expect(await statusOf(() => press(first))).toBe(409);
    await moveTo(db, world, 'signed');
    const before = await eventCount(db, world);
    expect(await statusOf(() => press(late))).toBe(409);
    expect(await eventCount(db, world)).toBe(before);
  });
});
