import type { LoaderFunctionArgs } from '@remix-run/node';
import { valueOrThrow } from '../../http/response.server.ts';
import { REPORT_TYPES } from '../../services/report/make-report.server.ts';
import { exportWorkbook } from '../../services/workbook/export-workbook.server.ts';
import { requireAssessmentHouse } from '../assessment/house.server.ts';
import { attachmentHeaders } from '../filing/attachment-headers.server.ts';

/** The questionnaire as a workbook. */
export async function loader(incoming: LoaderFunctionArgs) {
  const { visit } = await requireAssessmentHouse(incoming, incoming.params);
  const assessmentId = incoming.params.assessmentId ?? '';
  const file = valueOrThrow(
    await exportWorkbook(incoming.context.ports, visit.actor, visit.moment, { assessmentId }),
  );
  return new Response(new Uint8Array(file.bytes), {
    headers: attachmentHeaders(file.fileName, REPORT_TYPES.xlsx, file.bytes.length),
  });
}
