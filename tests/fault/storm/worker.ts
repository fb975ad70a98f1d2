import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { addDays, type PlainDate } from '#app/domain/calendar/plain-date.ts';
import { itemsOf } from '#app/domain/assessment/model.ts';
import type { FilingBody } from '#app/domain/filing/form.ts';
import { sampleBody, withField } from '#app/domain/filing/body.ts';
import { maturityModel } from '#assessments/model.ts';
import { demoOrganisations } from '#seeds/demo/cast.ts';
import type { FilingNote, ImportNote } from './ledger.ts';
import type { Load } from './load.ts';
import { markerIn } from './marker.ts';

const UUID = '[0-9a-f]{8}-[0-9a-f-]{27}';

function found(pattern: RegExp, text: string): string {
  const value = pattern.exec(text)?.[1];
  if (value === undefined) throw new Error(`${String(pattern)} isn’t in ${text.slice(0, 300)}`);
  return value;
}

/** The field of a draft that carries the marker. */
const FIELD = 'enterprise.department';
const draftText = (marker: number) => `示例数据部${marker}`;

interface DraftAnswer {
  readonly body: FilingBody;
  readonly conflicts: readonly unknown[];
}

/** Somebody types into a draft; each save counts up. */
export async function saveDrafts(storm: Load, key: string): Promise<void> {
  const worker = await storm.signIn(key);
  const list = await worker.get('/filings');
  const filingId = found(new RegExp(`/filings/(${UUID})`), list.text);
  const address = `/filings/${filingId}/draft`;
  const { ledger } = storm;
  const marker = ledger.marker(ledger.drafts, filingId);
  let known: FilingBody | null = null;
  const one = async () => {
    if (!known) {
      known = (JSON.parse((await worker.get(address)).text) as DraftAnswer).body;
      ledger.checkMarker('the page of a draft', marker, markerIn(known.enterprise.department));
    }
    marker.sent += 1;
    const mine = withField(known, FIELD, draftText(marker.sent));
    const answer = await worker.post(address, { base: JSON.stringify(known), mine: JSON.stringify(mine) });
    const { body, conflicts } = JSON.parse(answer.text) as DraftAnswer;
    if (conflicts.length > 0) ledger.faults.add(`a draft that nobody else edits has conflicts: ${filingId}`);
    marker.acknowledged = marker.sent;
    ledger.acknowledge('draft');
    known = body;
  };
  storm.repeat(30, one, () => (known = null));
}

const noteText = (marker: number) => `示例说明${marker}`;
interface Typed {
  readonly grade: 'partly' | null;
  readonly note: string;
}

/** Somebody answers the criteria of one item in turn; each note counts up. */
export async function saveAnswers(storm: Load, key: string): Promise<void> {
  const model = maturityModel('dcmm-2025');
  const item = model ? itemsOf(model)[0] : undefined;
  if (!model || !item) throw new Error('no model to assess by');
  const criteria = item.cells.flatMap((cell) => cell.criteria.map(({ id }) => id)).slice(0, 6);
  const worker = await storm.signIn(key);
  const begun = await worker.post('/assessments/new', {
    modelId: model.id,
    schemeId: 'dcmm-default',
    title: '示例评估',
    targetLevel: '',
    targetOn: '',
    previousId: '',
  });
  const assessmentId = found(new RegExp(`/assessments/(${UUID})`), begun.location);
  const address = `/assessments/${assessmentId}/answers`;
  const { ledger } = storm;
  let known: Map<string, Typed> | null = new Map();
  let last = 0;
  const one = async () => {
    if (!known) {
      const page = await worker.get(`${address}?item=${encodeURIComponent(item.id)}`);
      const { answers } = JSON.parse(page.text) as { answers: ({ criterionId: string } & Typed)[] };
      known = new Map(answers.map(({ criterionId, grade, note }) => [criterionId, { grade, note }]));
      for (const id of criteria) {
        const marker = ledger.marker(ledger.answers, `${assessmentId} ${id}`);
        ledger.checkMarker('the page of an item', marker, markerIn(known.get(id)?.note ?? ''));
      }
    }
    const criterionId = criteria[last % criteria.length] ?? '';
    last += 1;
    const marker = ledger.marker(ledger.answers, `${assessmentId} ${criterionId}`);
    marker.sent = last;
    const mine: Typed = { grade: 'partly', note: noteText(last) };
    const base = known.get(criterionId) ?? { grade: null, note: '' };
    const answer = await worker.post(address, { edits: JSON.stringify([{ criterionId, base, mine }]) });
    const { clashes } = JSON.parse(answer.text) as { clashes: unknown[] };
    if (clashes.length > 0)
      ledger.faults.add(`answers that nobody else gives clash: ${JSON.stringify(clashes)}`);
    marker.acknowledged = last;
    ledger.acknowledge('answer');
    known.set(criterionId, mine);
  };
  storm.repeat(30, one, () => (known = null));
}

/** A small PDF, different each time. */
function scan(name: string): { file: File; sha256: string } {
  const text = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
% ${randomUUID()}
%%EOF
`;
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { file: new File([text], `${name}.pdf`, { type: 'application/pdf' }), sha256 };
}

function completeBody(organisationKey: string): FilingBody {
  const house = demoOrganisations.find(({ key }) => key === organisationKey);
  if (!house?.uscc) throw new Error(`${organisationKey} is no enterprise`);
  const isTelecom = house.licenceKind === 'telecom';
  return sampleBody({
    enterprise: {
      name: house.name,
      uscc: house.uscc,
      region: house.regionCode,
      industry: house.industryCode ?? 'I',
    },
    licences: isTelecom ? [{ ...sampleBody().licences[0], id: 'l1', number: house.licenceNumbers }] : [],
    ...(isTelecom
      ? {}
      : { scope: { categories: ['industrial'], licensedIn: '', judgement: '', judgementReason: '' } }),
  });
}

const SLOTS = ['appointment', 'organisation_chart'] as const;

/** How far a filing has come, as the person who files it knows. */
interface Filing {
  readonly id: string;
  readonly note: FilingNote;
  isWritten: boolean;
  stage: 'editing' | 'to_seal' | 'submitted' | 'withdrawn';
  readonly slots: Set<string>;
  submitKey: string;
}

/** An enterprise files, gets its receipt, withdraws, and files again. */
export async function fileAndWithdraw(storm: Load, key: string, today: string): Promise<void> {
  const worker = await storm.signIn(key);
  const organisationKey = key;
  const { ledger } = storm;
  let filing: Filing | null = null;
  let isFresh = false;

  const noteOf = (id: string, organisationId: string): FilingNote => {
    const note = ledger.filings.get(id) ?? {
      organisationId,
      files: [],
      frozen: 0,
      submitKeys: [],
      isWithdrawn: false,
    };
    ledger.filings.set(id, note);
    return note;
  };
  /** Where the enterprise's newest filing stands by the database, read after the last kill. */
  const recall = (): Filing | null => {
    const row = storm.standing?.filingOf(organisationKey);
    if (!row) return null;
    return {
      id: row.id,
      note: noteOf(row.id, row.organisationId),
      isWritten: row.isWritten,
      stage: row.stage,
      slots: new Set(row.slots),
      submitKey: randomUUID(),
    };
  };
  const attach = async (one: Filing, slot: string) => {
    const { file, sha256 } = scan(slot);
    const answer = await worker.upload(`/filings/${one.id}/attachments`, { slot, back: '/start' }, file);
    // Files are rationed; the storm waits.
    if (!answer.isGood) return wait(5000);
    one.slots.add(slot);
    one.note.files.push(sha256);
    ledger.acknowledge('file');
  };
  const begin = async () => {
    const body = completeBody(organisationKey);
    const created = await worker.post('/filings/new', {
      kind: 'first',
      categories: body.scope.categories[0] ?? '',
      licensedIn: body.scope.licensedIn,
      judgement: '',
      judgementReason: '',
    });
    const id = found(new RegExp(`/filings/(${UUID})`), created.location);
    const note = noteOf(id, storm.standing?.organisationId(organisationKey) ?? '');
    filing = { id, note, isWritten: false, stage: 'editing', slots: new Set(), submitKey: randomUUID() };
    ledger.acknowledge('filing');
  };
  const write = async (one: Filing) => {
    const draft = `/filings/${one.id}/draft`;
    const base = (JSON.parse((await worker.get(draft)).text) as DraftAnswer).body;
    const mine = completeBody(organisationKey);
    await worker.post(draft, { base: JSON.stringify(base), mine: JSON.stringify(mine) });
    one.isWritten = true;
  };
  const freeze = async (one: Filing) => {
    const draft = (JSON.parse((await worker.get(`/filings/${one.id}/draft`)).text) as DraftAnswer).body;
    await worker.post(`/filings/${one.id}/edit`, {
      _base: JSON.stringify(draft),
      _intent: 'freeze',
      acknowledged: 'yes',
    });
    one.stage = 'to_seal';
    one.note.frozen += 1;
    ledger.acknowledge('filing');
  };
  const submit = async (one: Filing) => {
    const answer = await worker.post(`/filings/${one.id}/seal`, {
      submit_key: one.submitKey,
      'sealing.signedOn': today,
      'submission.channel': 'platform',
      'submission.paperSubmittedOn': '',
    });
    // The receipt alone says that it was taken.
    if (!answer.location.endsWith(`/${one.id}/receipt`)) {
      throw new Error(`a submission of ${one.id} leads to ${answer.location}`);
    }
    one.stage = 'submitted';
    one.note.submitKeys.push(one.submitKey);
    ledger.acknowledge('filing');
  };
  const withdraw = async (one: Filing) => {
    const receipt = await worker.get(`/filings/${one.id}/receipt`);
    if (!/SHCDO|流水号/.test(receipt.text)) ledger.faults.add(`a receipt without its number: ${one.id}`);
    await worker.post(`/filings/${one.id}/withdraw`, { reason: '示例：重新填报' });
    one.stage = 'withdrawn';
    one.note.isWithdrawn = true;
    ledger.acknowledge('filing');
  };
  const one = async () => {
    if (!isFresh) filing = recall();
    isFresh = true;
    if (!filing || filing.stage === 'withdrawn') return begin();
    if (filing.stage === 'submitted') return withdraw(filing);
    if (filing.stage === 'to_seal') {
      return filing.slots.has('signed_scan') ? submit(filing) : attach(filing, 'signed_scan');
    }
    if (!filing.isWritten) return write(filing);
    const { slots } = filing;
    const missing = SLOTS.find((slot) => !slots.has(slot));
    return missing ? attach(filing, missing) : freeze(filing);
  };
  storm.repeat(50, one, () => (isFresh = false));
}

const KINDS_OF_CHANGE = ['cdo', 'dedicated_post', 'legal_representative'];

/** An enterprise on record reports changes that are long overdue, each another one: each is reminded of. */
export async function reportChanges(storm: Load, key: string, before: PlainDate): Promise<void> {
  const worker = await storm.signIn(key);
  let count = 0;
  const one = async () => {
    count += 1;
    const answer = await worker.post('/changes/new', {
      do: 'report',
      kind: KINDS_OF_CHANGE[count % 3] ?? '',
      happenedOn: addDays(before, -Math.floor(count / 3)),
      decidedOn: '',
      note: `示例：第 ${count} 次`,
    });
    storm.ledger.changes.push(found(new RegExp(`/changes/(${UUID})`), answer.location));
    storm.ledger.acknowledge('change');
  };
  storm.repeat(900, one, () => undefined);
}

const HEADER = '指标编号,类别,名称,地区,日期,数据来源';

/** An import as the person who makes it knows it. */
interface Import {
  readonly id: string;
  readonly note: ImportNote;
  /** How often its recording was begun. */
  attempts: number;
}

/** A large batch takes seconds to record: where the kills come faster, it is left as it is and another one is made. */
const MOST_ATTEMPTS = 5;

/** The province imports tables, slice after slice, and records what they brought. */
export async function importEntries(storm: Load, key: string, city: string): Promise<void> {
  const worker = await storm.signIn(key);
  const { ledger } = storm;
  const list = await worker.get('/plans');
  const plan = found(new RegExp(`/plans/(${UUID})[^>]*>[^<]*山东省大数据产业发展2023年工作要点`), list.text);
  let run: Import | null = null;
  let count = 0;

  const table = (rows: number) => {
    const names = Array.from({ length: rows }, (_, index) => `示例${key}第${count}批第${index + 1}家`);
    const lines = names.map((name) => `SD03,名录条目,${name},${city},2023-10-18,示例台账`);
    return new File([[HEADER, ...lines].join('\r\n')], `第${count}批.csv`, { type: 'text/csv' });
  };
  const preview = async () => {
    count += 1;
    // Every fifth takes two slices to write.
    const rows = count % 5 === 2 ? 5100 : 40;
    const answer = await worker.upload(`/plans/${plan}/import`, {}, table(rows));
    const id = found(new RegExp(`/entry-imports/(${UUID})`), answer.location);
    run = { id, note: { rows, isApplied: false, isRecorded: false }, attempts: 0 };
    ledger.imports.set(id, run.note);
  };
  const apply = async ({ id, note }: Import) => {
    const address = `/entry-imports/${id}`;
    const answer = await worker.post(address, { checked: 'yes' });
    // What was written last comes with a message.
    const page = answer.status === 302 ? await worker.get(address) : answer;
    if (page.text.includes(`${address}/discard`)) return;
    note.isApplied = true;
    ledger.acknowledge('import');
  };
  const record = async ({ id, note }: Import) => {
    const page = await worker.get(`/entry-imports/${id}`);
    const batch = new RegExp(`/batches/${UUID}/${UUID}`).exec(page.text)?.[0];
    if (!batch) throw new Error(`import ${id} has no batch`);
    const form = await worker.get(`${batch}/record`);
    const revision = found(/name="revision" value="(\d+)"/, form.text);
    await worker.post(`${batch}/record`, { revision });
    note.isRecorded = true;
    ledger.acknowledge('import');
  };
  const one = async () => {
    if (!run) return preview();
    const stands = storm.standing?.importOf(run.id);
    if (stands?.isApplied) run.note.isApplied = true;
    if (stands?.isRecorded) run.note.isRecorded = true;
    if (!run.note.isApplied) return apply(run);
    if (!run.note.isRecorded && run.attempts < MOST_ATTEMPTS) {
      run.attempts += 1;
      return record(run);
    }
    run = null;
    // Uploads are rationed: sixty in ten minutes.
    await wait(1500);
  };
  storm.repeat(60, one, () => undefined);
}

/** The operator signs the heads of all chains, now and then. */
export async function makeCheckpoints(storm: Load): Promise<void> {
  const worker = await storm.signIn('operator');
  const one = async () => {
    await worker.post('/operator/journal/checkpoint', {});
    storm.ledger.acknowledge('checkpoint');
  };
  storm.repeat(1100, one, () => undefined);
}
