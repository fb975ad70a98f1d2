import type { Trx } from '#db/client.ts';
import { PLATFORM_ORGANISATION_ID } from '#db/platform.ts';
import { getCredentialByIndexes, type CredentialFound } from '#db/queries/account.read.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Moment } from '#app/domain/account/actor.ts';
import type { Scope } from '#app/domain/account/scope.ts';
import type { JsonValue } from '#app/domain/filing/canonical.ts';
import { checkEmail } from '#app/domain/organisation/email.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';

const NOBODY = words('没有使用该邮箱的账号。', 'No account has this address.');

/** The account that an address belongs to, for the command line alone: a page would tell who is registered. */
export async function findAccount(
  ports: Pick<Ports, 'db' | 'sealer'>,
  address: string,
): Promise<Result<CredentialFound>> {
  const check = checkEmail(address);
  if (!check.ok) return refuse('invalid', { fields: { email: check.message } });
  const indexes = ports.sealer.blindIndexes('account.email', check.email);
  const found = await ports.db.transaction({ kind: 'anonymous' }, (trx) =>
    getCredentialByIndexes(trx, indexes),
  );
  return found ? done(found) : refuse('not_found', { fields: { email: NOBODY } });
}

/** Records on the platform's chain what was done to one account, or to all, by whoever runs the installation. */
export async function recordCommand(
  trx: Trx,
  scope: Scope,
  moment: Moment,
  type: `account.${string}`,
  payload: { readonly [key: string]: JsonValue },
  accountId?: string,
): Promise<void> {
  const actor = { scope, accountId: null, name: '命令行', side: 'operator' } as const;
  await appendJournal(trx, actor, moment, {
    organisationId: PLATFORM_ORGANISATION_ID,
    type,
    payload,
    subjectId: accountId,
    shared: false,
  });
}
