import type { Trx } from '../client.ts';

/** Notes what became of a reviewer's proposed value. */
export async function updateProposalState(
  trx: Trx,
  key: { organisationId: string; id: string },
  state: 'accepted' | 'declined',
): Promise<void> {
  await trx
    .updateTable('comment_thread')
    .set({ proposal_state: state })
    .where('organisation_id', '=', key.organisationId)
    .where('id', '=', key.id)
    .where('proposal_state', '=', 'open')
    .execute();
}
