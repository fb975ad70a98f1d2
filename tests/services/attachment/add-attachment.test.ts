import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_FILE_BYTES } from '#app/domain/attachment/attachment.ts';
import { addAttachment } from '#app/services/attachment/add-attachment.server.ts';
import { readAttachment } from '#app/services/attachment/read-attachment.server.ts';
import { voidAttachment } from '#app/services/attachment/void-attachment.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { attachmentHeaders } from '#app/routes/filing/attachment-headers.server.ts';
import { listAttachments } from '#db/queries/attachment.read.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { beginFiling, granted, pdfContent, uploadPdf } from '#tests/support/filing-world.ts';
import { makeActor, makeOrganisation, testPorts, TEST_MOMENT } from '#tests/support/world.ts';

describe('attachments', () => {
  let db: OpenDatabase;
  let ports: Ports;
  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
  });
  afterAll(() => db.close());

  async function draft() {
    const organisation = await makeOrganisation(ports, { kind: 'enterprise' });
    const owner = await makeActor(ports, organisation, 'owner');
    const filingId = await beginFiling(ports, owner);
    const files = () => db.transaction(owner.scope, (trx) => listAttachments(trx, organisation.id, filingId));
    return { organisation, owner, filingId, files };
  }

  const file = (filingId: string, content: Readable, fileName = '任职文件.pdf') => ({
    filingId,
    slot: 'appointment' as const,
    fileName,
    content,
  });

  it('keeps size, digest and type by content, and says that nobody scanned it', async () => {
    const { owner, filingId, files } = await draft();
    granted(await addAttachment(ports, owner, TEST_MOMENT, file(filingId, pdfContent('x'), '../a/任职.PDF')));
    expect(await files()).toMatchObject([
      { fileName: '任职.PDF', contentType: 'application/pdf', scanState: 'unscanned', byteSize: 18 },
    ]);
  });

  it('refuses other types, empty and oversized files, and writes nothing', async () => {
    const { owner, filingId, files } = await draft();
    const add = (content: Readable) => addAttachment(ports, owner, TEST_MOMENT, file(filingId, content));
    const html = Readable.from([Buffer.from('<html><script>alert(1)</script></html>')]);
    expect(await add(html)).toMatchObject({ refusal: { code: 'unsupported' } });
    expect(await add(Readable.from([]))).toMatchObject({ refusal: { code: 'invalid' } });
    const big = Readable.from([Buffer.from('%PDF-1.4\n'), Buffer.alloc(MAX_FILE_BYTES)]);
    expect(await add(big)).toMatchObject({ refusal: { code: 'too_large' } });
    expect(await files()).toEqual([]);
  });

  it('refuses a name that ends as another kind of file, and keeps nothing', async () => {
    const { owner, filingId, files } = await draft();
    for (const name of ['任职.exe', '任职.pdf.html', '任职.png', '任职', '.pdf', 'pdf', '甲\u202Efdp.exe']) {
      const answer = await addAttachment(ports, owner, TEST_MOMENT, file(filingId, pdfContent(name), name));
      expect([name, answer]).toMatchObject([
        name,
        { ok: false, refusal: { code: 'unsupported', fields: { file: { zh: /以 \.pdf 结尾/u } } } },
      ]);
    }
    expect(await files()).toEqual([]);
  });

  it('keeps the same file once in its place, and says that it is there', async () => {
    const { owner, filingId, files } = await draft();
    const add = (name: string, mark = 'a') =>
      addAttachment(ports, owner, TEST_MOMENT, file(filingId, pdfContent(mark), name));
    granted(await add('任职文件.pdf'));
    const again = await add('另一个名字.pdf');
    expect(again).toMatchObject({ refusal: { code: 'conflict' } });
    expect(JSON.stringify(again)).toContain('已经在此处（任职文件.pdf）');
    granted(await add('任职文件.pdf', 'b'));
    expect(await files()).toHaveLength(2);
  });

  it('takes ten files in one place and says so at the eleventh; two hundred are answered all the same', async () => {
    const { owner, filingId, files } = await draft();
    const answers: string[] = [];
    for (let n = 0; n < 200; n += 1) {
      const added = await addAttachment(ports, owner, TEST_MOMENT, file(filingId, pdfContent(String(n))));
      answers.push(added.ok ? 'kept' : (added.refusal.words?.zh ?? added.refusal.code));
    }
    expect(answers.filter((answer) => answer === 'kept')).toHaveLength(10);
    expect(new Set(answers.slice(10))).toEqual(new Set(['同一处最多 10 个文件，请先作废不需要的文件。']));
    expect(await files()).toHaveLength(10);
  });

  it.each([
    ['a'.repeat(300) + '.pdf', `${'a'.repeat(116)}.pdf`],
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['甲\u202Efdp.exe.pdf', '甲fdp.exe.pdf'],
    ['任职😀𠮷㐂.pdf', '任职😀𠮷㐂.pdf'],
    ['CON.PDF', 'CON.PDF'],
    ['a"b\';\r\nX: y.pdf', "ab';X y.pdf"],
    ['甲 .pdf ', '甲 .pdf'],
  ])('keeps the name %j as %j', async (given, kept) => {
    const { owner, filingId, files } = await draft();
    granted(await addAttachment(ports, owner, TEST_MOMENT, file(filingId, pdfContent(), given)));
    expect((await files()).map(({ fileName }) => fileName)).toEqual([kept]);
    const header = attachmentHeaders(kept, 'application/pdf', 1).get('content-disposition') ?? '';
    expect(header).toMatch(/^attachment; [ -~]*$/);
    expect(decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(header)?.[1] ?? '')).toBe(kept);
  });

  it('removes an infected file at once', async () => {
    const { owner, filingId, files } = await draft();
    const infected = testPorts(db, {
      scanner: {
        scan: async (content) => {
          for await (const _ of content);
          return { verdict: 'infected', name: 'Eicar' };
        },
      },
    });
    const answer = await addAttachment(infected, owner, TEST_MOMENT, file(filingId, pdfContent()));
    expect(answer).toMatchObject({ refusal: { code: 'infected' } });
    expect(await files()).toEqual([]);
  });

  it('is read by its own people and by nobody else; a draft’s file not by the regulator', async () => {
    const { owner, filingId } = await draft();
    const attachmentId = await uploadPdf(ports, owner, filingId, 'appointment');
    const stranger = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
    const reviewer = await makeActor(ports, await makeOrganisation(ports, { kind: 'regulator' }), 'reviewer');
    const read = (actor: typeof owner) =>
      readAttachment(ports, actor, TEST_MOMENT, { filingId, attachmentId });
    const opened = granted(await read(owner));
    opened.content.destroy();
    expect(await read(stranger)).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await read(reviewer)).toMatchObject({ refusal: { code: 'not_found' } });
  });

  it('no longer counts once it is voided, and takes no scan before the filing is frozen', async () => {
    const { owner, filingId, files } = await draft();
    const attachmentId = await uploadPdf(ports, owner, filingId, 'appointment');
    granted(await voidAttachment(ports, owner, TEST_MOMENT, { filingId, attachmentId }));
    expect((await files()).map(({ voidedAt }) => voidedAt)).toEqual([TEST_MOMENT.now]);
    const early = { ...file(filingId, pdfContent()), slot: 'signed_scan' as const };
    expect(await addAttachment(ports, owner, TEST_MOMENT, early)).toMatchObject({
      refusal: { code: 'not_allowed_now' },
    });
  });
});
