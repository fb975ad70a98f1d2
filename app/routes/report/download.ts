import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { readSearch } from '../../http/form.server.ts';
import { refusalResponse, valueOrThrow } from '../../http/response.server.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { makeReport, REPORT_TYPES, type ReportFormat } from '../../services/report/make-report.server.ts';
import { requireAssessmentHouse } from '../assessment/house.server.ts';
import { attachmentHeaders } from '../filing/attachment-headers.server.ts';

const Options = z.object({
  version: z
    .string()
    .regex(/^(draft|latest|[1-9]\d{0,5})$/)
    .catch('latest'),
  answers: z.enum(['yes', 'no']).catch('no'),
});

function formatOf(text: string | undefined): ReportFormat {
  if (text === undefined || !Object.hasOwn(REPORT_TYPES, text)) {
    throw refusalResponse(refuse('not_found').refusal);
  }
  return text as ReportFormat;
}

/** A report as a file: `/report/pdf`, `/report/docx`, `/report/xlsx`. */
export async function loader(incoming: LoaderFunctionArgs) {
  const format = formatOf(incoming.params.format);
  const { visit, client } = await requireAssessmentHouse(incoming, incoming.params);
  const { version, answers } = readSearch(incoming.request, Options);
  const report = valueOrThrow(
    await makeReport(incoming.context.ports, visit.actor, visit.moment, {
      assessmentId: incoming.params.assessmentId ?? '',
      version: version === 'draft' || version === 'latest' ? version : Number(version),
      format,
      hasAnswers: answers === 'yes',
      issuer: client ? visit.acting.organisationName : null,
    }),
  );
  return new Response(new Uint8Array(report.bytes), {
    headers: attachmentHeaders(report.fileName, report.contentType, report.bytes.length),
  });
}
