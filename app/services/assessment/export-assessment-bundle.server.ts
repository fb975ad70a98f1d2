import type { Readable } from 'node:stream';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { standingOf } from '#app/domain/assessment/standing.ts';
import { isHidden } from '#app/domain/assessment/state.ts';
import { asJsonValue, BUNDLE_FORMAT } from '#app/domain/bundle/manifest.ts';
import { canonicalJson } from '#app/domain/filing/canonical.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import {
  getAssessment,
  getSnapshot,
  listSnapshots,
  type SnapshotRecord,
} from '#db/queries/assessment.read.ts';
import { getBundleOrganisation, listSnapshotEvidence } from '#db/queries/bundle.read.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { bundleEvents } from '../bundle/bundle-events.step.server.ts';
import { type BundleAttachment, type BundlePlan, writeBundle } from '../bundle/write-bundle.step.server.ts';
import type { Ports } from '../ports.ts';

const NOT_SIGNED = words(
  '尚未签署，没有可以存证的版本。',
  'Nothing has been signed off yet; there is no version to bundle.',
);
const HIDDEN = words(
  '自评估与独立评估均签署后，双方才能看到对方的内容。',
  'Each side is shown to the other once both the self-assessment and the independent one are signed off.',
);

/** Signed versions with their bodies, the first first; what the scope may not read is left out. */
async function readVersions(
  trx: Trx,
  organisationId: string,
  assessmentId: string,
): Promise<SnapshotRecord[]> {
  const headers = await listSnapshots(trx, organisationId, assessmentId);
  const found: SnapshotRecord[] = [];
  for (const { versionNo } of headers.sort((a, b) => a.versionNo - b.versionNo)) {
    const snapshot = await getSnapshot(trx, organisationId, assessmentId, versionNo);
    if (snapshot) found.push(snapshot);
  }
  return found;
}

function bundledVersion({ versionNo: no, digest, body, submittedAt }: SnapshotRecord) {
  const file = `versions/${no}.json`;
  return {
    line: { no, digest, submittedAt, state: 'whole' as const, file },
    part: { path: file, content: canonicalJson(asJsonValue({ no, digest, body, submittedAt })) },
  };
}

async function plan(
  trx: Trx,
  actor: Actor,
  moment: Moment,
  assessmentId: string,
): Promise<Result<BundlePlan & { title: string }>> {
  const standing = standingOf(actor.scope);
  if (!standing) return refuse('forbidden');
  const { organisationId, party } = standing;
  const assessment = await getAssessment(trx, organisationId, assessmentId);
  const organisation = await getBundleOrganisation(trx, organisationId);
  if (!assessment || !organisation) return refuse('not_found');
  if (isHidden(assessment, party)) return refuse('forbidden', { words: HIDDEN });
  const versions = await readVersions(trx, organisationId, assessment.id);
  if (versions.length === 0) return refuse('not_allowed_now', { words: NOT_SIGNED });
  const pieces = await listSnapshotEvidence(trx, organisationId, assessment.id);
  const head = await appendJournal(trx, actor, moment, {
    organisationId,
    type: 'assessment.bundle-exported',
    payload: { versions: versions.length, files: pieces.length },
    subjectId: assessment.id,
    shared: false,
  });
  const view = actor.scope.kind === 'member' ? 'all' : 'shared';
  const { events, part } = await bundleEvents(trx, organisationId, assessment.id, view);
  const bundled = versions.map(bundledVersion);
  return done({
    title: assessment.title,
    manifest: {
      format: BUNDLE_FORMAT,
      kind: 'assessment',
      isSample: organisation.isDemo,
      subject: { id: assessment.id, title: assessment.title, serialNo: null, state: assessment.state },
      organisation: { id: organisationId, name: organisation.name, uscc: organisation.uscc },
      exportedAt: moment.now,
      exportedBy: actor.scope.kind === 'member' ? actor.scope.role : 'consultant',
      disclosure: 'full',
      events,
      head,
      versions: bundled.map(({ line }) => line),
    },
    parts: [part, ...bundled.map((version) => version.part)],
    attachments: pieces.map((piece): BundleAttachment => ({
      id: piece.id,
      slot: 'evidence',
      name: piece.fileName,
      sha256: piece.sha256,
      storageKey: piece.storageKey,
      absence: null,
    })),
  });
}

/**
 * A signed assessment with its versions, events and the files of its evidence as a signed bundle that anybody can verify.
 * For the enterprise and whoever works on it under a grant, each as far as it may read. The export is an event.
 */
export async function exportAssessmentBundle(
  ports: Pick<Ports, 'db' | 'sealer' | 'storage' | 'archives' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { readonly assessmentId: string },
): Promise<Result<{ fileName: string; content: Readable }>> {
  const planned = await ports.db.transaction(actor.scope, (trx) =>
    plan(trx, actor, moment, input.assessmentId),
  );
  if (!planned.ok) return planned;
  return done({
    fileName: `存证包-${planned.value.title.slice(0, 60)}-${moment.today}.zip`,
    content: writeBundle(ports, planned.value),
  });
}
