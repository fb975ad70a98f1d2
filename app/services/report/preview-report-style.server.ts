import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { getReportStyle } from '#db/queries/report-style.read.ts';
import type { Ports } from '../ports.ts';
import { openLogo } from './report-logo.step.server.ts';
import { sampleReport } from './sample-report.step.server.ts';

/** A page that shows how the consultancy's reports begin, as PDF. */
export async function previewReportStyle(
  ports: Pick<Ports, 'db' | 'storage' | 'pdf' | 'site'>,
  actor: Actor,
  moment: Moment,
  issuer: string,
): Promise<Result<Buffer>> {
  const { scope } = actor;
  if (scope.kind !== 'member') return refuse('forbidden');
  const style = await ports.db.transaction(scope, (trx) => getReportStyle(trx, scope.organisationId));
  const logo = await openLogo(ports, style?.logoKey);
  return done(
    await ports.pdf.renderReport(
      sampleReport(style?.opening ?? '', issuer, moment.now, ports.site.origin),
      logo,
    ),
  );
}
