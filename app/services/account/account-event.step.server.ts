import type { Trx } from '#db/client.ts';
import { PLATFORM_ORGANISATION_ID } from '#db/platform.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { JsonValue } from '#app/domain/filing/canonical.ts';

/** Records what happened to an account on the platform's chain. The account's id stands for the person: no name. */
export async function recordAccountEvent(
  trx: Trx,
  actor: Actor,
  moment: Moment,
  type: `account.${string}`,
  payload: { readonly [key: string]: JsonValue } = {},
): Promise<void> {
  await appendJournal(trx, { ...actor, name: '账号本人' }, moment, {
    organisationId: PLATFORM_ORGANISATION_ID,
    type,
    payload,
    subjectId: actor.accountId ?? undefined,
    shared: false,
  });
}
