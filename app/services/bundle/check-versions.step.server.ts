import { z } from 'zod';
import type { ArchiveFile } from '#app/adapters/archive/port.ts';
import type { Findings } from '#app/domain/bundle/finding.ts';
import {
  asJsonValue,
  AssessmentVersionSchema,
  FilingVersionSchema,
  type Manifest,
} from '#app/domain/bundle/manifest.ts';
import { canonicalJson } from '#app/domain/filing/canonical.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import type { Witness } from './check-events.step.server.ts';
import { parseJson, readText } from './read-file.step.server.ts';

const LARGEST_VERSION = 32_000_000;

type Line = Manifest['versions'][number];

const Evidence = z.object({
  evidence: z.array(z.object({ title: z.string(), sha256: z.string().nullable() })).default([]),
});

interface ReadVersion {
  readonly no: number;
  readonly digest: string;
  /** The digest of what the file holds; null where values are left out. */
  readonly computed: string | null;
  /** Digests of files that the version itself names. */
  readonly files: readonly string[];
}

function readFiling(text: string): ReadVersion | null {
  const parsed = FilingVersionSchema.safeParse(parseJson(text));
  if (!parsed.success || canonicalJson(asJsonValue(parsed.data)) !== text) return null;
  const { no, digest, salt, content } = parsed.data;
  const computed = salt === null ? null : sm3Hex(salt + canonicalJson(asJsonValue(content)));
  return { no, digest, computed, files: [] };
}

function readAssessment(text: string): ReadVersion | null {
  const parsed = AssessmentVersionSchema.safeParse(parseJson(text));
  if (!parsed.success || canonicalJson(asJsonValue(parsed.data)) !== text) return null;
  const { no, digest, body } = parsed.data;
  const evidence = Evidence.safeParse(body);
  const files = evidence.success ? evidence.data.evidence.flatMap(({ sha256 }) => sha256 ?? []) : [];
  return { no, digest, computed: sm3Hex(canonicalJson(asJsonValue(body))), files };
}

/** Holds a version against the events that name it. */
function checkWitnesses(
  line: Line,
  witnesses: readonly Witness[],
  manifest: Manifest,
  findings: Findings,
): void {
  const about = witnesses.filter(({ version }) => version === line.no);
  if (about.some(({ digest }) => digest !== line.digest)) findings.fault('version_changed', line.no);
  if (about.length > 0) return;
  if (manifest.events.view === 'all') findings.fault('version_without_event', line.no);
  else findings.remark('version_unwitnessed', line.no);
}

function checkVersion(line: Line, version: ReadVersion, findings: Findings): void {
  if (version.no !== line.no || version.digest !== line.digest) findings.fault('version_changed', line.no);
  if (line.state === 'masked') findings.remark('version_masked', line.no);
  else if (line.state === 'erased') findings.remark('version_erased', line.no);
  else if (version.computed !== line.digest) findings.fault('version_changed', line.no);
}

/** Recomputes every version and holds it against manifest and events, and the files that they name against the list. */
export async function checkVersions(
  files: ReadonlyMap<string, ArchiveFile>,
  manifest: Manifest,
  witnesses: readonly Witness[],
  findings: Findings,
): Promise<void> {
  const known = new Set(manifest.attachments.map(({ sha256 }) => sha256));
  const named = witnesses.flatMap((witness) => witness.files);
  for (const line of manifest.versions) {
    checkWitnesses(line, witnesses, manifest, findings);
    const file = files.get(line.file);
    if (!file) continue; // named already as a missing file
    const text = await readText(file, LARGEST_VERSION);
    const version = manifest.kind === 'filing' ? readFiling(text) : readAssessment(text);
    if (version) {
      checkVersion(line, version, findings);
      named.push(...version.files);
    } else findings.fault('version_changed', line.no);
  }
  for (const { version } of witnesses) {
    if (!manifest.versions.some(({ no }) => no === version))
      findings.fault('file_missing', `versions/${version}.json`);
  }
  for (const sha256 of named)
    if (!known.has(sha256)) findings.fault('attachment_missing', `SHA-256 ${sha256}`);
}
