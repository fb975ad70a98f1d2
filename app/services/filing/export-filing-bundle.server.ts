import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import {
  asJsonValue,
  BUNDLE_FORMAT,
  type FilingVersionSchema,
  type Manifest,
} from '#app/domain/bundle/manifest.ts';
import { canonicalJson } from '#app/domain/filing/canonical.ts';
import { contentOf, sealingOf } from '#app/domain/filing/content.ts';
import { maskedBody } from '#app/domain/filing/masked-body.ts';
import { FILING_KINDS, type FilingKind } from '#app/domain/filing/option.ts';
import { can } from '#app/domain/organisation/organisation.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { openBody } from '#db/queries/filing-body.ts';
import { getFiling } from '#db/queries/filing.read.ts';
import {
  type BundleFile,
  type BundleVersion,
  getBundleOrganisation,
  listBundleFiles,
  listBundleVersions,
} from '#db/queries/bundle.read.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getReviewFiling } from '#db/queries/review.read.ts';
import { bundleEvents } from '../bundle/bundle-events.step.server.ts';
import {
  type BundleAttachment,
  type BundlePart,
  type BundlePlan,
  writeBundle,
} from '../bundle/write-bundle.step.server.ts';
import type { Ports } from '../ports.ts';
import { printReceipt } from './print-receipt.server.ts';

type BundlePorts = Pick<Ports, 'db' | 'sealer' | 'storage' | 'archives' | 'pdf' | 'site'>;

/** A bundle on its way: to be read to its end or destroyed. */
export interface ExportedBundle {
  readonly fileName: string;
  readonly content: Readable;
}

const NOTHING_FROZEN = words(
  '尚未定稿，没有可以存证的版本。',
  'Nothing has been frozen yet; there is no version to bundle.',
);

/** Files that show personal values as they are. */
const PERSONAL_SLOTS: readonly string[] = ['printed_form', 'signed_scan', 'paper_receipt'];

interface BundledFiling {
  readonly id: string;
  readonly organisationId: string;
  readonly kind: FilingKind;
  readonly status: string;
  readonly serialNo: string | null;
}

interface Exporter {
  readonly role: string;
  readonly disclosure: Manifest['disclosure'];
  readonly view: Manifest['events']['view'];
}

/** In which role somebody exports, and what he may see; null for scopes that read no filing. */
function exporterOf({ scope }: Actor): Exporter | null {
  if (scope.kind === 'member' || scope.kind === 'regulator') {
    const disclosure = can(scope.role, 'unmask') ? 'full' : 'masked';
    return { role: scope.role, disclosure, view: scope.kind === 'member' ? 'all' : 'shared' };
  }
  return scope.kind === 'consultant' ? { role: 'consultant', disclosure: 'masked', view: 'shared' } : null;
}

/** The filing as far as the scope reaches it: the own house's, a client's, or one submitted within a regulator's duty. */
async function findFiling(trx: Trx, { scope }: Actor, filingId: string): Promise<BundledFiling | undefined> {
  if (scope.kind === 'regulator') return getReviewFiling(trx, scope, filingId);
  if (scope.kind === 'member') return getFiling(trx, scope.organisationId, filingId);
  return scope.kind === 'consultant' ? getFiling(trx, scope.clientId, filingId) : undefined;
}

type VersionFile = z.infer<typeof FilingVersionSchema>;

/** A version as its file holds it, and how whole that is. */
function bundledVersion(
  ports: BundlePorts,
  organisationId: string,
  version: BundleVersion,
  disclosure: Manifest['disclosure'],
): { line: Manifest['versions'][number]; part: BundlePart } {
  const { no, digest, salt, formVersion, frozenAt, voidedAt, submittedAt, pdfSha256 } = version;
  const opened = openBody(ports.sealer, organisationId, version.body);
  const body = disclosure === 'masked' ? maskedBody(opened) : opened;
  const state = version.erasedAt !== null ? 'erased' : disclosure === 'masked' ? 'masked' : 'whole';
  const file = `versions/${no}.json`;
  const content = {
    no,
    digest,
    // Who has the salt and everything but a mobile's hidden digits could try them all.
    salt: state === 'whole' ? salt : null,
    content: contentOf(body, formVersion) as Record<string, unknown>,
    sealing: sealingOf(body),
    frozenAt,
    voidedAt,
    submittedAt,
    pdfSha256,
  } satisfies VersionFile;
  return {
    line: { no, digest, submittedAt, state, file },
    part: { path: file, content: canonicalJson(asJsonValue(content)) },
  };
}

function bundledFile(file: BundleFile, disclosure: Manifest['disclosure']): BundleAttachment {
  const { id, slot, fileName: name, sha256 } = file;
  const isWithheld = disclosure === 'masked' && PERSONAL_SLOTS.includes(slot);
  const absence = file.erasedAt !== null ? 'erased' : isWithheld ? 'withheld' : null;
  return { id, slot, name, sha256, absence, storageKey: absence === null ? file.storageKey : null };
}

/** Reads what is bundled and notes the export, which becomes the head of the chain that the manifest names. */
async function plan(
  trx: Trx,
  ports: BundlePorts,
  actor: Actor,
  moment: Moment,
  filingId: string,
): Promise<Result<BundlePlan & { serialNo: string | null }>> {
  const exporter = exporterOf(actor);
  if (!exporter) return refuse('forbidden');
  const filing = await findFiling(trx, actor, filingId);
  const organisation = filing && (await getBundleOrganisation(trx, filing.organisationId));
  if (!filing || !organisation) return refuse('not_found');
  const { organisationId, serialNo } = filing;
  const versions = await listBundleVersions(trx, organisationId, filing.id);
  if (versions.length === 0) return refuse('not_allowed_now', { words: NOTHING_FROZEN });
  const files = await listBundleFiles(trx, organisationId, filing.id);
  const { role, disclosure, view } = exporter;
  const head = await appendJournal(trx, actor, moment, {
    organisationId,
    type: 'filing.bundle-exported',
    payload: { versions: versions.length, files: files.length, disclosure },
    subjectId: filing.id,
    shared: actor.side !== 'enterprise',
  });
  const { events, part } = await bundleEvents(trx, organisationId, filing.id, view);
  const bundled = versions.map((version) => bundledVersion(ports, organisationId, version, disclosure));
  return done({
    serialNo,
    manifest: {
      format: BUNDLE_FORMAT,
      kind: 'filing',
      isSample: organisation.isDemo,
      subject: { id: filing.id, title: FILING_KINDS[filing.kind].zh, serialNo, state: filing.status },
      organisation: { id: organisationId, name: organisation.name, uscc: organisation.uscc },
      exportedAt: moment.now,
      exportedBy: role,
      disclosure,
      events,
      head,
      versions: bundled.map(({ line }) => line),
    },
    parts: [part, ...bundled.map((version) => version.part)],
    attachments: files.map((file) => bundledFile(file, disclosure)),
  });
}

/** The receipt as the enterprise prints it, where there is one. */
async function receiptPart(ports: BundlePorts, actor: Actor, filingId: string): Promise<BundlePart[]> {
  if (actor.scope.kind !== 'member') return [];
  const receipt = await printReceipt(ports, actor, { filingId });
  return receipt.ok ? [{ path: 'receipt.pdf', content: receipt.value.bytes }] : [];
}

/**
 * A filing with its versions, events and files as a signed bundle that anybody can verify. Each side gets what it may
 * read: a regulator what was submitted and shared, whoever may not unmask no personal values. The export is an event.
 */
export async function exportFilingBundle(
  ports: BundlePorts,
  actor: Actor,
  moment: Moment,
  input: { readonly filingId: string },
): Promise<Result<ExportedBundle>> {
  const planned = await ports.db.transaction(actor.scope, (trx) =>
    plan(trx, ports, actor, moment, input.filingId),
  );
  if (!planned.ok) return planned;
  const receipt = await receiptPart(ports, actor, input.filingId);
  const { parts, serialNo } = planned.value;
  return done({
    fileName: `存证包-${serialNo ?? input.filingId}-${moment.today}.zip`,
    content: writeBundle(ports, { ...planned.value, parts: [...parts, ...receipt] }),
  });
}
