import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { ownModel, type OwnModelFile } from '#app/domain/assessment/model-file.ts';
import { criteriaOf } from '#app/domain/assessment/model.ts';
import type { WorkbookFacts } from '#app/domain/assessment/model-workbook.ts';
import { canonicalJson, type JsonValue } from '#app/domain/filing/canonical.ts';
import { refuse, type Refusal } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { isUniqueViolation } from '#db/conflict.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import { newId } from '#db/identifier.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getModel, listModels } from '#db/queries/model.read.ts';
import { insertModel } from '#db/queries/model.write.ts';
import type { Ports } from '../ports.ts';
import { readModelFile, type ModelProblem } from './read-model-file.step.server.ts';

/** What was imported, or why not: everything that is wrong with the file, by line or by cell. */
export type ModelImport =
  | { readonly ok: true; readonly value: { readonly id: string; readonly version: number } }
  | { readonly ok: false; readonly refusal: Refusal; readonly problems: readonly ModelProblem[] };

const WRONG = words(
  '文件有误，没有导入任何内容。请按下列位置改正后重新上传。',
  'The file has mistakes; nothing was imported. Mend the places below and upload it again.',
);
const TAKEN = words(
  '另一人同时导入了这个模型，请重试。',
  'Somebody else imported this model just now; try again.',
);

/**
 * Imports a file as a draft of an own model: a further version where the key is known. All of it or nothing.
 */
export async function importModel(
  ports: Pick<Ports, 'db' | 'spreadsheets'>,
  actor: Actor,
  moment: Moment,
  input: {
    readonly organisationId: string;
    readonly fileName: string;
    readonly bytes: Uint8Array;
    readonly facts: WorkbookFacts;
  },
): Promise<ModelImport> {
  const reading = await readModelFile(ports, input);
  if (!reading.ok) {
    return { ...refuse('invalid', { words: WRONG }), problems: reading.problems };
  }
  const { organisationId } = input;
  try {
    return await ports.db.transaction(actor.scope, (trx) =>
      storeDraft(trx, actor, moment, { organisationId, file: reading.file }),
    );
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return { ...refuse('conflict', { words: TAKEN }), problems: [] };
  }
}

async function storeDraft(
  trx: Trx,
  actor: Actor,
  moment: Moment,
  { organisationId, file }: { organisationId: string; file: OwnModelFile },
): Promise<ModelImport> {
  const versions = (await listModels(trx, organisationId)).filter(({ key }) => key === file.key);
  const latest = versions[0] && (await getModel(trx, versions[0].id));
  // What is stored is the file as read, which is plain JSON.
  const content = canonicalJson(file as unknown as JsonValue);
  if (latest && canonicalJson(latest.content as JsonValue) === content) {
    const same = words(
      `与第 ${latest.version} 版内容相同，没有导入。`,
      `The content is that of version ${latest.version}; nothing was imported.`,
    );
    return { ...refuse('conflict', { words: same }), problems: [] };
  }
  const id = newId(moment.now);
  const version = (latest?.version ?? 0) + 1;
  const model = ownModel(file, { id, version }, sm3Hex);
  await insertModel(trx, {
    organisationId,
    id,
    key: file.key,
    version,
    title: file.title.zh,
    content,
    digest: model.digest,
    createdByName: actor.name,
    now: moment.now,
  });
  await appendJournal(trx, actor, moment, {
    organisationId,
    type: 'model.imported',
    payload: { key: file.key, version, digest: model.digest, criteria: criteriaOf(model).length },
    subjectId: id,
    shared: false,
  });
  return { ok: true, value: { id, version } };
}
