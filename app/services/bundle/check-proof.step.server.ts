import type { Findings } from '#app/domain/bundle/finding.ts';
import {
  ChainHeadSchema,
  SignedHeadSchema,
  type ChainHead,
  type Manifest,
} from '#app/domain/bundle/manifest.ts';
import { canonicalJson } from '#app/domain/filing/canonical.ts';
import { judgeSignature } from '#db/crypto/checkpoint-key.ts';
import type { Witness } from './check-events.step.server.ts';
import { parseJson } from './read-file.step.server.ts';

/** What the verifier holds in his own hands against a bundle or a database. */
export interface Proofs {
  /** The receipt's content digest or serial number. */
  readonly receipt: string | null;
  /** The text of a `checkpoint.json`. */
  readonly checkpoint: string | null;
}

/** A signed statement about a chain's end; null when it isn't one, or none of the keys signed it. */
export function readSignedHead(publicKeys: readonly string[], text: string): ChainHead | null {
  const signed = SignedHeadSchema.safeParse(parseJson(text.replace(/^\uFEFF/, '')));
  if (!signed.success) return null;
  const { statement, signature } = signed.data;
  if (judgeSignature(publicKeys, statement, signature) !== 'holds') return null;
  const head = ChainHeadSchema.safeParse(parseJson(statement));
  return head.success && canonicalJson(head.data) === statement ? head.data : null;
}

/** The bundle's own statement about the chain's end must be signed and be the manifest's. */
export function checkOwnHead(
  text: string,
  manifest: Manifest,
  publicKeys: readonly string[],
  findings: Findings,
): void {
  const own = readSignedHead(publicKeys, text);
  if (!own) return findings.fault('checkpoint_forged');
  const { organisation, head } = manifest;
  if (own.organisation !== organisation.id || own.seq !== head.seq || own.digest !== head.digest) {
    findings.fault('checkpoint_differs');
  }
}

function checkReceipt(
  receipt: string,
  manifest: Manifest,
  witnesses: readonly Witness[],
  findings: Findings,
): void {
  const text = receipt.trim();
  const submitted = witnesses.filter(({ type }) => type !== 'filing.frozen');
  const isKnown = /^[0-9a-f]{64}$/i.test(text)
    ? submitted.some(({ digest }) => digest === text.toLowerCase()) ||
      // Who may not read the event of the signature has the version all the same.
      (manifest.kind === 'assessment' &&
        manifest.versions.some(({ digest }) => digest === text.toLowerCase()))
    : manifest.subject.serialNo === text && submitted.length > 0;
  if (!isKnown) findings.fault('receipt_unknown', text.slice(0, 100));
}

function checkAgainst(checkpoint: ChainHead, manifest: Manifest, findings: Findings): void {
  const { organisation, head, events } = manifest;
  if (checkpoint.organisation !== organisation.id) return findings.fault('checkpoint_of_another');
  if (checkpoint.seq > head.seq) return findings.fault('older_than_checkpoint', checkpoint.seq);
  const here = checkpoint.seq === head.seq ? head.digest : new Map(events.list).get(checkpoint.seq);
  if (here !== undefined && here !== checkpoint.digest) {
    findings.fault('differs_from_checkpoint', checkpoint.seq);
  }
}

/** Holds the bundle against what the verifier kept himself; without any of it a cut end can't be seen, which is said. */
export function checkProofs(
  proofs: Proofs,
  manifest: Manifest,
  witnesses: readonly Witness[],
  publicKeys: readonly string[],
  findings: Findings,
): void {
  if (proofs.receipt !== null) checkReceipt(proofs.receipt, manifest, witnesses, findings);
  if (proofs.checkpoint !== null) {
    const checkpoint = readSignedHead(publicKeys, proofs.checkpoint);
    if (checkpoint) checkAgainst(checkpoint, manifest, findings);
    else findings.fault('checkpoint_forged', '--checkpoint');
  }
  if (proofs.receipt === null && proofs.checkpoint === null) {
    findings.remark('tail_unseen', `${manifest.exportedAt} · ${manifest.head.seq}`);
  }
}
