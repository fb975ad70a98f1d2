import type { LoaderFunctionArgs } from '@remix-run/node';
import { refuse } from '../../domain/refusal/refusal.ts';
import { canAdopt } from '../../domain/target/adopt.ts';
import { templatePlan } from '../../domain/target/plan-template.ts';
import { citiesOf } from '../../domain/target/split.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { writePlanTemplate } from '../../services/plan/write-plan-template.server.ts';

/** The workbook to fill in; with `?from=<key>` a document of the library in the same form. */
export async function loader(incoming: LoaderFunctionArgs) {
  const { scope } = await requireRegulator(incoming, 'managePlans');
  const { ports } = incoming.context;
  const from = new URL(incoming.request.url).searchParams.get('from');
  const file = ports.policies.find(({ key }) => key === from);
  if (from !== null && !(file && canAdopt(file, scope.regionCode))) {
    throw refusalResponse(refuse('not_found').refusal);
  }
  const plan = file ?? templatePlan(scope.regionCode, citiesOf(scope.regionCode).length > 0);
  const bytes = await writePlanTemplate(ports, plan);
  const name = file ? `plan-${file.key}` : 'plan-template';
  const zh = file ? `计划-${file.key}` : '计划模板';
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'Content-Disposition': `attachment; filename="${name}.xlsx"; filename*=UTF-8''${encodeURIComponent(`${zh}.xlsx`)}`,
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
