import type { ArchiveFile, OpenedArchive } from '#app/adapters/archive/port.ts';
import { ArchiveError } from '#app/domain/bundle/archive-fault.ts';
import { Findings, type BundleFacts, type BundleVerification } from '#app/domain/bundle/finding.ts';
import { BUNDLE_FILES, ManifestSchema, type Manifest } from '#app/domain/bundle/manifest.ts';
import { canonicalJson } from '#app/domain/filing/canonical.ts';
import { judgeSignature } from '#db/crypto/checkpoint-key.ts';
import { checkEvents, type Witness } from './check-events.step.server.ts';
import { checkOwnHead, checkProofs, type Proofs } from './check-proof.step.server.ts';
import { checkVersions } from './check-versions.step.server.ts';
import { digestsOf, parseJson, readText } from './read-file.step.server.ts';

const LARGEST_MANIFEST = 16_000_000;
const LARGEST_SIGNATURE = 1_000;
const LARGEST_CHECKPOINT = 10_000;

type Files = ReadonlyMap<string, ArchiveFile>;

/** What the bundle is judged by: keys that may have signed it, and what the verifier kept himself. */
export interface VerifierInput extends Proofs {
  readonly publicKeys: readonly string[];
}

const SIGNATURE_FAULTS = {
  malformed: 'signature_malformed',
  other_key: 'wrong_key',
  broken: 'manifest_forged',
} as const;

/** The manifest, its signature judged; null when it can't be read, which is noted. */
async function readManifest(
  files: Files,
  publicKeys: readonly string[],
  findings: Findings,
): Promise<Manifest | null> {
  const file = files.get(BUNDLE_FILES.manifest);
  const signature = files.get(BUNDLE_FILES.signature);
  if (!signature) findings.fault('signature_missing');
  if (!file) {
    findings.fault('manifest_missing');
    return null;
  }
  const text = await readText(file, LARGEST_MANIFEST);
  if (signature) {
    const verdict = judgeSignature(publicKeys, text, await readText(signature, LARGEST_SIGNATURE));
    if (verdict !== 'holds') findings.fault(SIGNATURE_FAULTS[verdict]);
  }
  const parsed = ManifestSchema.safeParse(parseJson(text));
  if (parsed.success && canonicalJson(parsed.data) === text) return parsed.data;
  findings.fault('manifest_unreadable');
  return null;
}

async function checkFile(
  file: ArchiveFile,
  line: Manifest['files'][number],
  manifest: Manifest,
  findings: Findings,
): Promise<void> {
  const { sm3, sha256 } = await digestsOf(file);
  if (sm3 !== line.sm3 || file.size !== line.bytes) findings.fault('file_changed', file.name);
  const attachment = manifest.attachments.find((one) => one.file === file.name);
  // Whole, but not what was uploaded: the store had changed it before the bundle was made.
  if (attachment && sm3 === line.sm3 && sha256 !== attachment.sha256) {
    findings.fault('attachment_changed', file.name);
  }
}

/** Holds the archive's files against the manifest's list: none missing, none more, none changed. */
async function checkFiles(files: Files, manifest: Manifest, findings: Findings): Promise<void> {
  const listed = new Map(manifest.files.map((line) => [line.path, line]));
  const signed: readonly string[] = [BUNDLE_FILES.manifest, BUNDLE_FILES.signature];
  for (const [name, file] of files) {
    const line = listed.get(name);
    if (line) await checkFile(file, line, manifest, findings).catch(noteUnreadable(findings));
    else if (!signed.includes(name)) findings.fault('file_extra', name);
  }
  const wanted = [
    ...listed.keys(),
    BUNDLE_FILES.events,
    BUNDLE_FILES.checkpoint,
    ...manifest.versions.map(({ file }) => file),
    ...manifest.attachments.flatMap(({ file }) => file ?? []),
  ];
  for (const name of wanted) {
    if (!files.has(name)) findings.fault('file_missing', name);
    else if (!listed.has(name)) findings.fault('file_extra', name);
  }
}

function noteUnreadable(findings: Findings): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof ArchiveError)) throw error;
    findings.fault(`archive_${error.fault}`, error.file);
  };
}

const ABSENCES = { withheld: 'attachment_withheld', erased: 'attachment_erased' } as const;

function noteLimits(manifest: Manifest, findings: Findings): void {
  for (const { state, name, file } of manifest.attachments) {
    if (state === 'lost' || (state === 'included') !== (file !== null)) {
      findings.fault('attachment_lost', name);
    } else if (state !== 'included') findings.remark(ABSENCES[state], name);
  }
  if (manifest.events.view === 'shared') findings.remark('shared_events');
  if (manifest.isSample) findings.remark('sample');
}

function factsOf(manifest: Manifest): BundleFacts {
  const { kind, installation, organisation, subject, exportedAt, head } = manifest;
  return {
    kind,
    installation,
    organisation: organisation.name,
    uscc: organisation.uscc,
    title: subject.title,
    serialNo: subject.serialNo,
    exportedAt,
    head,
    events: manifest.events.list.length,
    versions: manifest.versions.length,
    attachments: manifest.attachments.length,
  };
}

/** Everything that is checked once the manifest can be read. */
async function checkContents(
  files: Files,
  manifest: Manifest,
  input: VerifierInput,
  findings: Findings,
): Promise<void> {
  const note = noteUnreadable(findings);
  await checkFiles(files, manifest, findings);
  let witnesses: readonly Witness[] = [];
  const events = files.get(BUNDLE_FILES.events);
  if (events) {
    await checkEvents(events, manifest, findings).then((found) => {
      witnesses = found;
    }, note);
  }
  await checkVersions(files, manifest, witnesses, findings).catch(note);
  const checkpoint = files.get(BUNDLE_FILES.checkpoint);
  if (checkpoint) {
    await readText(checkpoint, LARGEST_CHECKPOINT).then(
      (text) => checkOwnHead(text, manifest, input.publicKeys, findings),
      note,
    );
  }
  noteLimits(manifest, findings);
  checkProofs(input, manifest, witnesses, input.publicKeys, findings);
}

/**
 * Verifies a bundle with nothing but itself, the installation's public key, and what the verifier kept (a receipt, an
 * earlier checkpoint). Names every file, event and version that doesn't hold, and what can't be told from it. Memory is
 * bounded whatever the archive holds.
 */
export async function verifyBundle(
  archive: OpenedArchive,
  input: VerifierInput,
): Promise<BundleVerification> {
  const findings = new Findings();
  const files = new Map(archive.files.map((file) => [file.name.normalize('NFC'), file]));
  let facts: BundleFacts | null = null;
  try {
    const manifest = await readManifest(files, input.publicKeys, findings);
    if (manifest) {
      facts = factsOf(manifest);
      await checkContents(files, manifest, input, findings);
    }
  } catch (error) {
    // JSON nested without end overflows whoever walks it.
    if (error instanceof RangeError) findings.fault('file_unreadable');
    else noteUnreadable(findings)(error);
  }
  return { ok: findings.faults.length === 0, findings: findings.faults, remarks: findings.remarks, facts };
}
