import { BUNDLE_FILES, BundledEventSchema, type Manifest } from '#app/domain/bundle/manifest.ts';
import { canonicalJson } from '#app/domain/filing/canonical.ts';
import type { Trx } from '#db/client.ts';
import { listSubjectEvents } from '#db/queries/bundle.read.ts';
import { journalContent } from '#db/queries/journal.write.ts';
import type { BundlePart } from './write-bundle.step.server.ts';

const PAGE = 500;
/** Every save of a draft or an answer is an event; what was frozen or signed in the end is in the versions. */
const LEFT_OUT = ['draft.saved', 'answers.saved'];

/** The events about a subject as the bundle holds them, and what its manifest says of them. */
export async function bundleEvents(
  trx: Trx,
  organisationId: string,
  subjectId: string,
  view: Manifest['events']['view'],
): Promise<{ events: Manifest['events']; part: BundlePart }> {
  const list: [number, string][] = [];
  const lines: string[] = [];
  for (;;) {
    const page = { leftOut: LEFT_OUT, after: list.at(-1)?.[0] ?? 0, limit: PAGE };
    const rows = await listSubjectEvents(trx, organisationId, subjectId, page);
    for (const row of rows) {
      const covered: unknown = JSON.parse(journalContent(row));
      const event = BundledEventSchema.parse({ ...(covered as object), digest: row.digest });
      lines.push(`${canonicalJson(event)}\n`);
      list.push([row.seq, row.digest]);
    }
    if (rows.length < PAGE) break;
  }
  return {
    events: { view, leavesOut: LEFT_OUT, list },
    part: { path: BUNDLE_FILES.events, content: lines.join('') },
  };
}
