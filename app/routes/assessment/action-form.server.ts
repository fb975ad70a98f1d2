import { cellName } from '#app/domain/assessment/explanation.ts';
import type { MaturityModel } from '#app/domain/assessment/model.ts';
import { can } from '#app/domain/organisation/organisation.ts';
import { listMembers } from '#db/queries/membership.read.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import type { Incoming } from '../../http/context.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import type { ActionFormFacts } from './action-form.tsx';
import { requireAssessmentHouse, type AssessmentHouse } from './house.server.ts';
import { loadAssessmentHead } from './load-assessment.server.ts';

/** The house for planning actions: an assessor has no part in them. */
export async function requirePlanner(
  incoming: Incoming,
  params: { readonly grantId?: string | undefined },
): Promise<AssessmentHouse> {
  const house = await requireAssessmentHouse(incoming, params, 'assess');
  if (house.side === 'independent') throw refusalResponse(refuse('forbidden').refusal);
  return house;
}

function criterionIn(model: MaturityModel, id: string) {
  for (const { items } of model.domains) {
    for (const cell of items.flatMap(({ cells }) => cells)) {
      const criterion = cell.criteria.find((one) => one.id === id);
      if (criterion) return { cell, criterion };
    }
  }
  return null;
}

/** What the form of an action chooses from; `criterionId` empty for none. */
export async function actionFormFacts(
  incoming: Incoming,
  house: AssessmentHouse,
  assessmentId: string | undefined,
  criterionId: string,
) {
  const head = await loadAssessmentHead(incoming, house, assessmentId);
  if (head.isHidden || head.assessment.state === 'withdrawn') {
    throw refusalResponse(refuse('not_allowed_now').refusal);
  }
  const { model } = head;
  const found = criterionIn(model, criterionId);
  // Members of a client aren't shown to its consultant: he writes a name.
  const members = await incoming.context.ports.db.transaction(house.visit.scope, (trx) =>
    listMembers(trx, house.organisationId),
  );
  const facts: Omit<ActionFormFacts, 'initial'> = {
    cells: model.domains.flatMap((domain) =>
      domain.items.flatMap((item) =>
        item.cells.map((cell) => ({ id: cell.id, domain: domain.name, name: cellName(model, item, cell) })),
      ),
    ),
    levels: model.levels.map(({ level, name }) => ({ level, name })),
    members: members
      .filter(({ role }) => can(role, 'assess'))
      .map(({ accountId, name }) => ({ accountId, name })),
    criterion: found && { id: found.criterion.id, text: found.criterion.text },
  };
  return { head, facts, found };
}
