import type { LoaderFunctionArgs } from '@remix-run/node';
import { exampleModel, exampleModelText } from '#assessments/example.ts';
import { requireHouse } from '../../http/scope.server.ts';
import { writeModelTemplate } from '../../services/model/write-model-template.server.ts';
import { workbookResponse } from './file-response.server.ts';

/** The example of an own model: a workbook, or with `?format=yaml` its YAML. */
export async function loader(incoming: LoaderFunctionArgs) {
  await requireHouse(incoming);
  if (new URL(incoming.request.url).searchParams.get('format') === 'yaml') {
    return new Response(exampleModelText, {
      headers: {
        'Content-Type': 'application/yaml; charset=utf-8',
        'Content-Disposition': 'attachment; filename="model-example.yaml"',
        'X-Content-Type-Options': 'nosniff',
      },
    });
  }
  const stream = writeModelTemplate(incoming.context.ports, exampleModel());
  return workbookResponse(stream, { plain: 'model-template', zh: '评估模型模板' });
}
