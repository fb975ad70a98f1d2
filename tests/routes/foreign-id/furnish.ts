import type { Actor } from '#app/domain/account/actor.ts';
import { WHOLE_BATCH } from '#app/domain/target/batch.ts';
import { startAssessment } from '#app/services/assessment/start-assessment.server.ts';
import { claimBatch } from '#app/services/batch/claim-batch.server.ts';
import { commentBatch } from '#app/services/batch/comment-batch.server.ts';
import type { BatchKey } from '#db/queries/batch.read.ts';
import { schemeFields, readSchemeForm } from '#app/domain/assessment/scheme-form.ts';
import { words } from '#app/domain/words.ts';
import { importModel } from '#app/services/model/import-model.server.ts';
import type { Ports } from '#app/services/ports.ts';
import { claimFiling } from '#app/services/review/claim-filing.server.ts';
import { openThread } from '#app/services/review/open-thread.server.ts';
import { createScheme } from '#app/services/scheme/create-scheme.server.ts';
import { exampleModelText } from '#assessments/example.ts';
import { defaultScheme } from '#assessments/scheme.ts';
import type { OpenDatabase } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { TEST_MOMENT } from '#tests/support/world.ts';
import type { Seat } from './cast.ts';

const { now } = TEST_MOMENT;

type Row = Readonly<Record<string, unknown>>;

async function insert(db: OpenDatabase, table: string, row: Row): Promise<void> {
  await db.pool.query(`insert into ${table} select (jsonb_populate_record(null::${table}, $1::jsonb)).*`, [
    JSON.stringify(row),
  ]);
}

function housed(actor: Actor): Row {
  const organisation_id = 'organisationId' in actor.scope ? actor.scope.organisationId : '';
  return { organisation_id, id: newId(now), created_by_name: actor.name, created_at: now };
}

/** Writes what the demonstration lacks: requests, invitations, imports under way, questions, an own model and scheme. */
export async function furnish(db: OpenDatabase, ports: Ports, cast: Record<Seat, Actor>): Promise<void> {
  await startAssessment(ports, cast.owner, TEST_MOMENT, {
    modelId: 'dcmm-2025',
    schemeId: 'dcmm-default',
    title: '示例评估',
    unit: '示例单元',
    targetLevel: null,
    targetOn: null,
    previousId: null,
  });
  const { rows } = await db.pool.query<{ id: string; organisation_id: string; side: string; cell: string }>(
    `select a.id, a.organisation_id, a.side,
            coalesce((select w.cell_id from answer w where w.assessment_id = a.id limit 1), '1.1') as cell
     from assessment a
     where a.state = 'evaluating' or exists (select 1 from improvement_action i where i.assessment_id = a.id)`,
  );
  for (const { id, organisation_id, side, cell } of rows) {
    const part = { organisation_id, assessment_id: id, side };
    const talk = { ...part, id: newId(now), cell_id: cell, created_at: now };
    await insert(db, 'assessment_thread', {
      ...talk,
      state: 'open',
      is_return: false,
      created_by_id: cast.owner.accountId,
      created_by_name: '示例',
    });
    await insert(db, 'assessment_import', {
      ...talk,
      file_name: '示例.xlsx',
      changes: [],
      problems: [],
      state: 'previewed',
      created_by_name: '示例',
    });
  }
  const mail = { email_index: 'i', email_cipher: 'x', email_mask: 'x' };
  await insert(db, 'invitation', {
    ...housed(cast.owner),
    ...mail,
    purpose: 'colleague',
    role: 'viewer',
    digest: 'never given out',
    expires_at: '2027-12-31T00:00:00Z',
  });
  for (const [actor, kind] of [
    [cast.owner, 'join'],
    [cast.lanqiao, 'reclaim'],
  ] as const) {
    await insert(db, 'access_request', {
      ...housed(actor),
      kind,
      account_id: cast.consultant.accountId,
      account_name: '示例',
      email_mask: 'x',
      message: '示例申请说明',
      programme_id: 'sh-cdo',
      region_code: '310110',
      state: 'open',
      decision_note: '',
    });
  }
  await insert(db, 'webhook_target', { ...housed(cast.owner), kind: 'json', label: '示例', url_cipher: 'x' });
  const run = { file_name: '示例.xlsx', rows: [], problems: [], state: 'previewed' };
  await insert(db, 'import_run', { ...housed(cast.supervisor), ...run, kind: 'roster' });
  await insert(db, 'import_run', { ...housed(cast.province), ...run, kind: 'plan' });
  await insert(db, 'import_run', {
    ...housed(cast.province),
    ...run,
    problems: { rowCount: 0, errorCount: 0, errors: [], doubtCount: 0, doubts: [] },
    kind: 'entry',
    plan_id: (await db.pool.query<{ id: string }>(`select id from plan where key like 'shandong%' limit 1`))
      .rows[0]?.id,
  });

  const asking = await db.pool.query<{ id: string }>(`select id from filing where status = 'submitted'`);
  const filing = asking.rows[0]?.id ?? '';
  await claimFiling(ports, cast.reviewer, TEST_MOMENT, { filing, takeOver: '' });
  await openThread(ports, cast.reviewer, TEST_MOMENT, {
    filing,
    anchor: 'cdo.position',
    body: '示例意见',
    proposed: '',
    publish: 'now',
  });

  const waiting = await db.pool.query<BatchKey>(
    `select organisation_id as "organisationId", id from batch where status = 'submitted'`,
  );
  const [batch] = waiting.rows;
  if (!batch) throw new Error('no batch waits');
  await claimBatch(ports, cast.province, TEST_MOMENT, { batch, takeOver: false });
  await commentBatch(ports, cast.province, TEST_MOMENT, {
    batch,
    anchor: WHOLE_BATCH,
    body: '示例意见',
    publish: 'now',
  });

  const scheme = readSchemeForm({ ...schemeFields(defaultScheme('dcmm')), 'title.zh': '示例方案' });
  if (!scheme.ok) throw new Error('the scheme is no scheme');
  await createScheme(ports, cast.owner, TEST_MOMENT, {
    content: scheme.content,
    isOffered: false,
    nextOf: null,
  });
  await importModel(ports, cast.owner, TEST_MOMENT, {
    organisationId: 'organisationId' in cast.owner.scope ? cast.owner.scope.organisationId : '',
    fileName: '示例.yaml',
    bytes: new TextEncoder().encode(exampleModelText),
    facts: { key: 'house-model', title: words('示例模型', 'Sample'), source: '示例' },
  });
}
