import type { LoaderFunctionArgs } from '@remix-run/node';
import { refusalResponse, valueOrThrow } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { exportOverview } from '../../services/register/export-overview.server.ts';
import { attachmentHeaders } from '../filing/attachment-headers.server.ts';
import { asAtOf } from '../plan/load-plan.server.ts';
import { overviewFacts } from './overview-view.server.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The overview as at a day as a workbook. A day that can't be is refused: nobody exports another by accident. */
export async function loader(incoming: LoaderFunctionArgs) {
  const { scope, moment, actor } = await requireRegulator(incoming, 'exportRegister');
  const { asAt, asAtRefusal } = asAtOf(incoming.request, moment.today, moment.today);
  if (asAtRefusal !== null) throw refusalResponse({ code: 'invalid', words: asAtRefusal });
  const { ports } = incoming.context;
  const facts = await ports.db.transaction(scope, (trx) => overviewFacts(trx, scope, asAt, moment.today));
  const bytes = valueOrThrow(await exportOverview(ports, actor, moment, { facts, asAt }));
  return new Response(new Uint8Array(bytes), {
    headers: attachmentHeaders(`总览-${asAt}.xlsx`, XLSX, bytes.length),
  });
}
