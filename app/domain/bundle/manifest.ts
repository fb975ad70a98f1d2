import { z } from 'zod';
import { canonicalJson, type JsonValue } from '../filing/canonical.ts';

/** The shape of a bundle; a verifier refuses one that it doesn't know. */
export const BUNDLE_FORMAT = 'shuheng-bundle/1';
/** The shape of a statement about one organisation's chain. */
export const HEAD_FORMAT = 'shuheng-chain-head/1';

/** Files that every bundle has, by their names in it. */
export const BUNDLE_FILES = {
  manifest: 'manifest.json',
  signature: 'manifest.sig',
  events: 'events.jsonl',
  checkpoint: 'checkpoint.json',
  readme: 'README.txt',
} as const;

const Digest = z.string().regex(/^[0-9a-f]{64}$/);
const Id = z.string().regex(/^[0-9a-f-]{36}$/);
const Seq = z.number().int().min(1);
const Instant = z.string().min(20).max(40);
const Short = z.string().max(500);
const Place = z.string().min(1).max(500);

/** A version as the manifest lists it. */
const BundledVersion = z.strictObject({
  no: z.number().int().min(1),
  digest: Digest,
  submittedAt: Instant.nullable(),
  /** Whole: the digest can be recomputed. Masked or erased: personal values and the salt are left out. */
  state: z.enum(['whole', 'masked', 'erased']),
  file: Place,
});

/** An attachment as the manifest lists it; `file` is null where the content isn't in the bundle. */
const BundledAttachment = z.strictObject({
  id: Id,
  slot: z.string().max(60),
  name: Short,
  /** SHA-256 as it was recorded when the file was uploaded. */
  sha256: Digest,
  /** Withheld: personal data that the exporter may not read. Erased: given up by retention. Lost: not in the store. */
  state: z.enum(['included', 'withheld', 'erased', 'lost']),
  file: Place.nullable(),
});

/** What a bundle says of itself; its canonical JSON is what the installation signs. */
export const ManifestSchema = z.strictObject({
  format: z.literal(BUNDLE_FORMAT),
  kind: z.enum(['filing', 'assessment']),
  /** Address of the installation that signs. */
  installation: Short,
  isSample: z.boolean(),
  subject: z.strictObject({ id: Id, title: Short, serialNo: Short.nullable(), state: z.string().max(60) }),
  organisation: z.strictObject({ id: Id, name: Short, uscc: z.string().max(30).nullable() }),
  exportedAt: Instant,
  /** The role that it was exported in; never a person. */
  exportedBy: z.string().max(60),
  /** Masked: personal values are hidden from whoever exported it. */
  disclosure: z.enum(['full', 'masked']),
  /** Shared: only events that the exporter's side may read are here. */
  events: z.strictObject({
    view: z.enum(['all', 'shared']),
    leavesOut: z.array(z.string().max(60)).max(20),
    /** Number in the organisation's chain and digest, in the chain's order. */
    list: z.array(z.tuple([Seq, Digest])).max(100_000),
  }),
  /** End of the organisation's whole chain when the bundle was made. */
  head: z.strictObject({ seq: Seq, digest: Digest }),
  versions: z.array(BundledVersion).max(10_000),
  attachments: z.array(BundledAttachment).max(10_000),
  files: z.array(z.strictObject({ path: Place, bytes: z.number().int().min(0), sm3: Digest })).max(10_000),
});
export type Manifest = z.infer<typeof ManifestSchema>;

/** An event as it stands in a bundle: all that its digest covers, and the digest. */
export const BundledEventSchema = z.strictObject({
  organisation: Id,
  seq: Seq,
  type: z.string().max(120),
  version: z.number().int(),
  /** Canonical JSON, as text. */
  payload: z.string(),
  actor: Id.nullable(),
  actorName: z.string(),
  actorSide: z.string().max(60),
  subject: Id.nullable(),
  shared: z.boolean(),
  at: Instant,
  previous: z.union([Digest, z.literal('')]),
  digest: Digest,
});
export type BundledEvent = z.infer<typeof BundledEventSchema>;

/** What the digest of a bundled event covers. */
export function eventContent({ digest: _, ...covered }: BundledEvent): string {
  return canonicalJson(covered);
}

/** A filing's version in a bundle. The digest is SM3 of the salt followed by the content's canonical JSON. */
export const FilingVersionSchema = z.strictObject({
  no: z.number().int().min(1),
  digest: Digest,
  /** Null where personal values are left out: with it they could be guessed from the digest. */
  salt: z.string().max(200).nullable(),
  content: z.record(z.string(), z.unknown()),
  /** Signing and submission, which the digest doesn't cover. */
  sealing: z.record(z.string(), z.unknown()),
  frozenAt: Instant,
  voidedAt: Instant.nullable(),
  submittedAt: Instant.nullable(),
  pdfSha256: Digest.nullable(),
});

/** An assessment's version in a bundle. The digest is SM3 of the body's canonical JSON. */
export const AssessmentVersionSchema = z.strictObject({
  no: z.number().int().min(1),
  digest: Digest,
  body: z.record(z.string(), z.unknown()),
  submittedAt: Instant.nullable(),
});

/** What the installation states about the end of one organisation's chain. */
export const ChainHeadSchema = z.strictObject({
  format: z.literal(HEAD_FORMAT),
  organisation: Id,
  seq: Seq,
  digest: Digest,
  at: Instant,
});
export type ChainHead = z.infer<typeof ChainHeadSchema>;

/** The file that holds such a statement: its canonical JSON as text, and the signature of that text. */
export const SignedHeadSchema = z.strictObject({
  statement: z.string().max(2_000),
  signature: z.string().max(400),
});

/** A value that zod has read as unknown, as canonical JSON takes it; it came out of JSON. */
export function asJsonValue(value: unknown): JsonValue {
  return value as JsonValue;
}
