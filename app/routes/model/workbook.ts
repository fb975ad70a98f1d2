import type { LoaderFunctionArgs } from '@remix-run/node';
import { writeModelTemplate } from '../../services/model/write-model-template.server.ts';
import { workbookResponse } from './file-response.server.ts';
import { requireModel } from './load-model.server.ts';

/** A model as a workbook that can be changed and imported as one's own. */
export async function loader(incoming: LoaderFunctionArgs) {
  const { model, row } = await requireModel(incoming, incoming.params.id);
  const plain = row ? `${row.key}-v${row.version}` : model.id;
  return workbookResponse(writeModelTemplate(incoming.context.ports, model), {
    plain,
    zh: row ? `${row.title}-第${row.version}版` : model.title.zh,
  });
}
