import { filledSlots, workingFiles } from '#app/domain/attachment/attachment.ts';
import type { Moment } from '#app/domain/account/actor.ts';
import { bodyPlaces, groupRows, isBlankRow, withRows } from '#app/domain/filing/body.ts';
import { type Problem, missingFor } from '#app/domain/filing/completeness.ts';
import { withoutHidden } from '#app/domain/filing/content.ts';
import { isGroup } from '#app/domain/filing/field.ts';
import { FORM_ENTRIES, type FilingBody } from '#app/domain/filing/form.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { type Attachment, listAttachments } from '#db/queries/attachment.read.ts';
import { openBody } from '#db/queries/filing-body.ts';
import { type FilingOrganisation, getFilingOrganisation } from '#db/queries/filing.read.ts';
import type { Ports } from '../ports.ts';
import type { LocatedFiling } from './locate-filing.step.server.ts';

/** A filing with everything that a check or a print looks at. */
export interface FilingDossier extends LocatedFiling {
  readonly organisation: FilingOrganisation;
  /** What would be frozen: without hidden values and empty rows. */
  readonly body: FilingBody;
  /** Files that count in the work at hand. */
  readonly files: readonly Attachment[];
}

/** The body without rows in which nothing is filled in. */
function withoutBlankRows(body: FilingBody): FilingBody {
  return FORM_ENTRIES.reduce(
    (result, { key, item }) =>
      isGroup(item)
        ? withRows(
            result,
            key,
            groupRows(result, key).filter((row) => !isBlankRow(row)),
          )
        : result,
    body,
  );
}

/** Collects what a located filing consists of. */
export async function openDossier(
  trx: Trx,
  ports: Pick<Ports, 'sealer'>,
  located: LocatedFiling,
): Promise<FilingDossier> {
  const { organisationId, filing, draft } = located;
  const organisation = await getFilingOrganisation(trx, organisationId);
  if (!organisation) throw new Error(`organisation ${organisationId} is out of reach`);
  const files = await listAttachments(trx, organisationId, filing.id);
  return {
    ...located,
    organisation,
    body: withoutBlankRows(withoutHidden(openBody(ports.sealer, organisationId, draft.body))),
    files: workingFiles(files, draft.frozenVersionId),
  };
}

/** Characters of the body that no font of the printer has, as problems at their fields. */
function unprintable(pdf: Ports['pdf'], body: FilingBody): Problem[] {
  return bodyPlaces(body).flatMap(({ name, value, definition }): Problem[] => {
    if (typeof value !== 'string' || !definition.printed) return [];
    const characters = pdf.unprintableCharacters([value]).filter((character) => character !== '\n');
    if (characters.length === 0) return [];
    const shown = characters.join(' ');
    return [
      {
        field: name,
        anchor: name,
        severity: 'error',
        code: 'invalid',
        message: words(
          `${definition.label.zh}含有无法打印的字符：${shown}，请删除或改写。`,
          `${definition.label.en} holds characters that cannot be printed: ${shown}. Remove or replace them.`,
        ),
      },
    ];
  });
}

/** What stands in the way of freezing or submitting, in the order of the form, with hints. */
export function checkDossier(
  ports: Pick<Ports, 'pdf'>,
  moment: Moment,
  purpose: 'freeze' | 'submit',
  dossier: Pick<FilingDossier, 'body' | 'files' | 'organisation'>,
): readonly Problem[] {
  const problems = missingFor(purpose, dossier.body, {
    today: moment.today,
    attachments: filledSlots(dossier.files),
    uscc: dossier.organisation.uscc,
  });
  return [...unprintable(ports.pdf, dossier.body), ...problems];
}
