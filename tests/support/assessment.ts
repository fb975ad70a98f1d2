import { maturityModel } from '#assessments/model.ts';
import { defaultScheme } from '#assessments/scheme.ts';
import type { OpenDatabase } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { TEST_MOMENT, type TestOrganisation } from './world.ts';

/** Puts an assessment by a shipped model into the database as it stands when it has been begun. */
export async function insertAssessment(
  db: OpenDatabase,
  enterprise: TestOrganisation,
  more: Partial<{
    modelId: string;
    title: string;
    targetLevel: number;
    createdAt: string;
    /** Under this grant, an independent one. */
    grant: { id: string; consultancyId: string };
  }> = {},
): Promise<{ id: string }> {
  const id = newId(more.createdAt ?? TEST_MOMENT.now);
  const model = maturityModel(more.modelId ?? 'dcmm-2025');
  if (!model) throw new Error('no such model');
  await db.root
    .insertInto('assessment')
    .values({
      organisation_id: enterprise.id,
      id,
      scope_id: newId(TEST_MOMENT.now),
      side: more.grant ? 'independent' : 'self',
      model_id: model.id,
      model_digest: model.digest,
      scheme: JSON.stringify(defaultScheme(model.family)),
      title: more.title ?? '示例评估',
      target_level: more.targetLevel ?? 3,
      target_on: null,
      previous_id: null,
      grant_id: more.grant?.id ?? null,
      consultancy_id: more.grant?.consultancyId ?? null,
      consultancy_name: more.grant ? '示例评估机构' : null,
      order_id: null,
      created_by_id: id,
      created_by_name: '示例人员',
      created_at: more.createdAt ?? TEST_MOMENT.now,
      updated_at: TEST_MOMENT.now,
      signed_at: null,
      signed_by_name: null,
      revealed_at: null,
      programme_id: null,
      region_code: null,
      submitted_at: null,
    })
    .execute();
  return { id };
}
