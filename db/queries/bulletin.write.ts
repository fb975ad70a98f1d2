import { sql } from 'kysely';
import type { Period } from '../../app/domain/bulletin/period.ts';
import type { Trx } from '../client.ts';
import type { RegulatorScope } from './queue.read.ts';

/** A draft as it is begun. */
export interface NewBulletin {
  readonly id: string;
  readonly title: string;
  readonly period: Period;
  readonly createdByName: string;
  readonly now: string;
}

/** Inserts a draft. */
export async function insertBulletin(trx: Trx, scope: RegulatorScope, bulletin: NewBulletin): Promise<void> {
  await trx
    .insertInto('bulletin')
    .values({
      organisation_id: scope.organisationId,
      id: bulletin.id,
      programme_id: scope.programmeId,
      region_code: scope.regionCode,
      title: bulletin.title,
      period_from: bulletin.period.from,
      period_until: bulletin.period.until,
      content: null,
      digest: null,
      created_by_name: bulletin.createdByName,
      created_at: bulletin.now,
      updated_at: bulletin.now,
      published_at: null,
      published_by_name: null,
    })
    .execute();
}

function draft(trx: Trx, scope: RegulatorScope, id: string) {
  return trx
    .updateTable('bulletin')
    .where('organisation_id', '=', scope.organisationId)
    .where('id', '=', id)
    .where('state', '=', 'draft');
}

/** Changes what a draft's writer says; its revision goes on by one. */
export async function updateBulletinText(
  trx: Trx,
  scope: RegulatorScope,
  id: string,
  text: { readonly title: string; readonly remarks: string },
  now: string,
): Promise<void> {
  await draft(trx, scope, id)
    .set({ title: text.title, remarks: text.remarks, updated_at: now, revision: sql`revision + 1` })
    .execute();
}

/** Freezes a draft with what it says; nothing changes it afterwards, as the database sees to. */
export async function updateBulletinPublished(
  trx: Trx,
  scope: RegulatorScope,
  id: string,
  published: {
    /** JSON. */
    readonly content: string;
    readonly digest: string;
    readonly byName: string;
    readonly now: string;
  },
): Promise<void> {
  await draft(trx, scope, id)
    .set({
      state: 'published',
      content: published.content,
      digest: published.digest,
      published_at: published.now,
      published_by_name: published.byName,
      updated_at: published.now,
    })
    .execute();
}

/** Deletes a draft; one that was published stays. */
export async function deleteBulletinDraft(trx: Trx, scope: RegulatorScope, id: string): Promise<void> {
  await trx
    .deleteFrom('bulletin')
    .where('organisation_id', '=', scope.organisationId)
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .execute();
}
