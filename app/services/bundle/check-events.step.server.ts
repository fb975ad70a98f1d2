import { z } from 'zod';
import type { ArchiveFile } from '#app/adapters/archive/port.ts';
import type { Findings } from '#app/domain/bundle/finding.ts';
import {
  BundledEventSchema,
  eventContent,
  type BundledEvent,
  type Manifest,
} from '#app/domain/bundle/manifest.ts';
import { canonicalJson } from '#app/domain/filing/canonical.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import { parseJson, readLines } from './read-file.step.server.ts';

const LONGEST_LINE = 1_000_000;
/** Lines beyond the listed ones that are still named one by one. */
const MOST_SURPLUS = 1_000;

/** What an event says of a version: its number, its digest, the files that were part of it. */
export interface Witness {
  readonly seq: number;
  readonly type: string;
  readonly version: number;
  readonly digest: string;
  readonly files: readonly string[];
}

const Payload = z.object({
  version: z.number().int(),
  digest: z.string(),
  files: z
    .array(z.object({ sha256: z.string() }))
    .max(10_000)
    .default([]),
});

/** Events that state a version's digest. */
const WITNESSES: readonly string[] = [
  'filing.frozen',
  'filing.submitted',
  'assessment.signed',
  'assessment.submitted',
];

function witnessOf(event: BundledEvent): Witness | null {
  const { seq, type } = event;
  if (!WITNESSES.includes(type)) return null;
  const payload = Payload.safeParse(parseJson(event.payload));
  if (!payload.success) return null;
  const { version, digest, files } = payload.data;
  return { seq, type, version, digest, files: files.map(({ sha256 }) => sha256) };
}

function readEvent(line: string): BundledEvent | null {
  const parsed = BundledEventSchema.safeParse(parseJson(line));
  // A line that isn't the canonical one could hide a second value under the same name.
  return parsed.success && canonicalJson(parsed.data) === line ? parsed.data : null;
}

/** Walks the events in their order and holds each against the manifest's list. */
class EventWalk {
  readonly seen = new Map<number, string>();
  readonly witnesses: Witness[] = [];
  #before: BundledEvent | null = null;
  readonly #listed: ReadonlyMap<number, string>;
  readonly #manifest: Manifest;
  readonly #findings: Findings;

  constructor(manifest: Manifest, findings: Findings) {
    this.#listed = new Map(manifest.events.list);
    this.#manifest = manifest;
    this.#findings = findings;
  }

  take(event: BundledEvent): void {
    const { seq, digest } = event;
    const before = this.#before;
    const computed = sm3Hex(eventContent(event));
    const listed = this.#listed.get(seq);
    if (listed === undefined || this.seen.has(seq)) this.#findings.fault('event_inserted', seq);
    else if (computed !== digest || computed !== listed || !this.#belongs(event)) {
      this.#findings.fault('event_changed', seq);
    } else {
      const witness = witnessOf(event);
      if (witness) this.witnesses.push(witness);
    }
    if (before && seq < before.seq) this.#findings.fault('event_reordered', seq);
    if (before && seq === before.seq + 1 && event.previous !== before.digest) {
      this.#findings.fault('event_detached', seq);
    }
    this.seen.set(seq, computed);
    this.#before = event;
  }

  #belongs(event: BundledEvent): boolean {
    const { organisation, subject } = this.#manifest;
    return event.organisation === organisation.id && event.subject === subject.id;
  }

  end(): void {
    let last = 0;
    for (const seq of this.seen.keys()) last = Math.max(last, seq);
    for (const seq of this.#listed.keys()) {
      if (!this.seen.has(seq)) this.#findings.fault(seq > last ? 'events_cut' : 'event_dropped', seq);
    }
  }
}

/** What the manifest says of the events must fit together by itself, too. */
function checkList(manifest: Manifest, findings: Findings): void {
  const { head, events } = manifest;
  let before = 0;
  for (const [seq, digest] of events.list) {
    if (seq <= before) findings.fault('event_reordered', seq);
    if (seq > head.seq || (seq === head.seq && digest !== head.digest)) findings.fault('event_detached', seq);
    before = seq;
  }
}

/** Recomputes every event and names what was changed, dropped, put in or moved; answers what they say of versions. */
export async function checkEvents(
  file: ArchiveFile,
  manifest: Manifest,
  findings: Findings,
): Promise<readonly Witness[]> {
  checkList(manifest, findings);
  const walk = new EventWalk(manifest, findings);
  let number = 0;
  for await (const line of readLines(file, LONGEST_LINE)) {
    number += 1;
    // More lines than this are no bundle of ours, and walking them on would cost memory.
    if (number > manifest.events.list.length + MOST_SURPLUS) break;
    const event = readEvent(line);
    if (event) walk.take(event);
    else findings.fault('event_unreadable', number);
  }
  walk.end();
  return walk.witnesses;
}
