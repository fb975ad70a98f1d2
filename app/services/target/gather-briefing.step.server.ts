import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { canonicalJson } from '#app/domain/filing/canonical.ts';
import type { BriefingInput } from '#app/domain/target/briefing-input.ts';
import type { SheetEntries } from '#app/domain/target/briefing-sheet.ts';
import { EntryFilterSchema } from '#app/domain/target/entry-filter.ts';
import type { PlanStanding } from '#app/domain/target/standing.ts';
import type { Trx } from '#db/client.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import { countEntries, listEntries, type EntryRow } from '#db/queries/entry.read.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import type { Ports } from '../ports.ts';
import { officerWho } from '../review/regulator.step.server.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';

/** Entries that a workbook of a plan or a target takes; the export of entries has all of them. */
const MOST_ENTRIES = 5000;
const PAGE = 1000;

/** Formats of what is exported from a plan, with the type that a browser is told. */
export const BRIEFING_TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  png: 'image/png',
} as const;
export type BriefingFormat = keyof typeof BRIEFING_TYPES;

/** What is exported: a plan as at a day, already read for the scope. */
export interface BriefingRequest {
  readonly plan: {
    readonly id: string;
    readonly houseName: string;
    readonly versionNo: number | null;
    readonly isDemo: boolean;
  };
  readonly standing: PlanStanding;
  readonly format: BriefingFormat;
}

/** What a briefing is made with. */
export type BriefingPorts = Pick<Ports, 'db' | 'pdf' | 'documents' | 'spreadsheets' | 'site'>;

/** The parts that a briefing's formats are made of, each made when it is asked for. */
interface BriefingParts {
  report(): Parameters<Ports['pdf']['renderReport']>[0];
  picture(): Parameters<Ports['pdf']['drawPicture']>[0];
  sheets(): Promise<Parameters<Ports['spreadsheets']['writeWorkbook']>[0]>;
}

/** Makes the file in the format that was asked for. */
export async function renderBriefing(
  ports: BriefingPorts,
  format: BriefingFormat,
  parts: BriefingParts,
): Promise<Buffer> {
  switch (format) {
    case 'pdf':
      return ports.pdf.renderReport(parts.report());
    case 'docx':
      return ports.documents.writeReport(parts.report(), undefined, ports.pdf.drawPicture);
    case 'png':
      return ports.pdf.drawPicture(parts.picture());
    case 'xlsx':
      return ports.spreadsheets.writeWorkbook(await parts.sheets());
  }
}

/** A file made on the spot. */
export interface MadeBriefing {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** What a digest covers: which plan as at which day, how judged, and every number told. */
function digestOf({ plan, standing }: BriefingRequest): string {
  const { asAt, judging, targets, deliverables } = standing;
  return sm3Hex(
    canonicalJson({
      plan: plan.id,
      version: plan.versionNo,
      asAt,
      judging: { ...judging },
      targets: targets.map(({ target, value, headline, sources, judgement, regions }) => ({
        id: target.id,
        value,
        headline,
        status: judgement.status,
        sources: sources.map((source) => ({ source: source.source, value: source.value })),
        regions: regions.map((region) => ({
          code: region.regionCode,
          value: region.value,
          split: region.split,
        })),
      })),
      deliverables: deliverables.map(({ deliverable, doneOn }) => ({ id: deliverable.id, doneOn })),
    }),
  );
}

/** What a briefing is made from; `place` is the path of the page that shows the same. */
export function briefingInput(
  { site }: Pick<Ports, 'site'>,
  { now, today }: Moment,
  request: BriefingRequest,
  place: string,
): BriefingInput {
  const { plan, standing } = request;
  return {
    standing,
    houseName: plan.houseName,
    versionNo: plan.versionNo,
    isDemo: plan.isDemo,
    today,
    now,
    digest: digestOf(request),
    address: `${site.origin}${place}?at=${standing.asAt}`,
  };
}

/** Notes in the exporting house's own journal who exported what, and lets only those who may. */
export async function noteExport(
  { db }: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  { plan, standing, format }: BriefingRequest,
  targetId: string | null,
): Promise<Result<RegulatorScope>> {
  const officer = officerWho(actor, 'exportRegister');
  if (!officer.ok) return officer;
  const { scope } = officer.value;
  await db.transaction(scope, (trx) =>
    appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: targetId === null ? 'plan.exported' : 'target.exported',
      payload: {
        plan: plan.id,
        asAt: standing.asAt,
        format,
        ...(targetId === null ? {} : { target: targetId }),
      },
      subjectId: plan.id,
      shared: false,
    }),
  );
  return done(scope);
}

const sheetEntry = ({ onDate, ...row }: EntryRow) => ({ ...row, on: onDate });

/** The entries that count as at the day, the latest first; of one target, or with '' of all. */
export async function gatherEntries(
  trx: Trx,
  scope: RegulatorScope,
  { plan, standing }: BriefingRequest,
  target: string,
): Promise<SheetEntries> {
  const query = {
    planId: plan.id,
    filter: EntryFilterSchema.parse({ target }),
    asAt: standing.asAt,
  };
  const rows: EntryRow[] = [];
  for (let after: string | null = ''; after !== null && rows.length < MOST_ENTRIES;) {
    const page = await listEntries(trx, scope, { ...query, filter: { ...query.filter, after } }, PAGE);
    rows.push(...page.rows);
    after = page.next;
  }
  const { count } = await countEntries(trx, scope, query);
  return { rows: rows.map(sheetEntry), left: Math.max(0, count - rows.length) };
}

/** A file's name without what file systems refuse. */
export function fileNameOf(title: string, asAt: string, format: BriefingFormat): string {
  const plain = title.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').slice(0, 80);
  return `${plain}-${asAt}.${format}`;
}
