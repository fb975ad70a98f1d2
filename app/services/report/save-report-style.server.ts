import { Readable } from 'node:stream';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { LOGO_MAX_BYTES, readLogo } from '#app/domain/assessment/report-logo.ts';
import type { ReportStyleInput } from '#app/domain/assessment/report-style.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { newId } from '#db/identifier.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getReportStyle } from '#db/queries/report-style.read.ts';
import { upsertReportStyle } from '#db/queries/report-style.write.ts';
import type { Ports } from '../ports.ts';
import { sampleReport } from './sample-report.step.server.ts';

const NO_LOGO = words(
  '请上传 PNG 或 JPEG 图片，不超过 1 MB，边长不超过 4000 像素。',
  'Upload a PNG or JPEG of at most 1 MB and 4,000 pixels a side.',
);
const UNDRAWABLE = words(
  '该图片无法排入报告，请另存为普通的 PNG 或 JPEG 后重试。',
  'This picture can’t be set into a report; save it as an ordinary PNG or JPEG.',
);

type StylePorts = Pick<Ports, 'db' | 'storage' | 'scanner' | 'pdf' | 'documents' | 'site'>;

/** Whether both printers can draw the logo; what they throw about a broken picture is the answer no. */
async function isDrawable(ports: StylePorts, logo: Buffer, now: string): Promise<boolean> {
  const sample = sampleReport('', '', now, ports.site.origin);
  const tries = await Promise.allSettled([
    ports.pdf.renderReport(sample, logo),
    ports.documents.writeReport(sample, logo),
  ]);
  return tries.every(({ status }) => status === 'fulfilled');
}

interface KeptLogo {
  readonly key: string;
  readonly type: string;
}

async function keepLogo(
  ports: StylePorts,
  organisationId: string,
  moment: Moment,
  logo: Buffer,
): Promise<Result<KeptLogo>> {
  const facts = logo.length <= LOGO_MAX_BYTES ? readLogo(logo) : null;
  if (!facts) return refuse('invalid', { fields: { logo: NO_LOGO } });
  const scan = await ports.scanner.scan(Readable.from([logo]));
  if (scan.verdict === 'infected') return refuse('infected');
  if (!(await isDrawable(ports, logo, moment.now))) {
    return refuse('invalid', { fields: { logo: UNDRAWABLE } });
  }
  const key = `report-logo/${organisationId}/${newId(moment.now)}`;
  const put = await ports.storage.put(key, Readable.from([logo]), {
    maxBytes: LOGO_MAX_BYTES,
    accept: [facts.type],
  });
  return put.ok ? done({ key, type: facts.type }) : refuse('invalid', { fields: { logo: NO_LOGO } });
}

/** Keeps a consultancy's logo and opening words for the reports that it makes. An absent logo leaves the one it has. */
export async function saveReportStyle(
  ports: StylePorts,
  actor: Actor,
  moment: Moment,
  input: ReportStyleInput & { readonly logo: Buffer | null },
): Promise<Result<null>> {
  const { scope } = actor;
  if (scope.kind !== 'member' || scope.role !== 'consultant') return refuse('forbidden');
  const { organisationId } = scope;
  let kept: KeptLogo | null = null;
  if (input.logo) {
    const result = await keepLogo(ports, organisationId, moment, input.logo);
    if (!result.ok) return result;
    kept = result.value;
  }
  const before = await ports.db.transaction(scope, async (trx) => {
    const style = await getReportStyle(trx, organisationId);
    const stays = input.removeLogo ? null : style;
    await upsertReportStyle(trx, {
      organisationId,
      opening: input.opening,
      logoKey: kept?.key ?? stays?.logoKey ?? null,
      logoType: kept?.type ?? stays?.logoType ?? null,
      updatedByName: actor.name,
      now: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'report-style.saved',
      payload: {
        opening: input.opening.length,
        logo: kept ? 'replaced' : input.removeLogo ? 'removed' : 'kept',
      },
      shared: false,
    });
    return style;
  });
  const isReplaced = before?.logoKey != null && (kept !== null || input.removeLogo);
  if (isReplaced && before.logoKey) await ports.storage.remove(before.logoKey);
  return done(null);
}
