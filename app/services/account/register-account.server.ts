import type { Trx } from '#db/client.ts';
import { isUniqueViolation } from '#db/conflict.ts';
import { newId } from '#db/identifier.ts';
import { getCredentialByIndexes, type CredentialFound } from '#db/queries/account.read.ts';
import { insertAccount, updateUnverifiedAccount, type NewAccount } from '#db/queries/account.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { Registration } from '#app/domain/account/registration.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import { maskEmail } from '#app/domain/organisation/masking.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';
import { recordAccountEvent } from './account-event.step.server.ts';
import { acknowledgePrivacyNotice } from './acknowledgement.step.server.ts';
import { mailAlreadyRegistered, mailVerificationLink } from './mail-link.step.server.ts';
import { newPasswordProblem } from './new-password.step.server.ts';

type RegisterPorts = Pick<Ports, 'db' | 'sealer' | 'passwords' | 'site'>;

/** A mobile number that another account signs in with isn't taken over; the new account goes without. */
async function freeMobile(ports: RegisterPorts, mobile: string, accountId: string) {
  const none = { mobileIndex: null, mobileCipher: null };
  if (mobile === '') return none;
  const indexes = ports.sealer.blindIndexes('account.mobile', mobile);
  const holder = await ports.db.transaction({ kind: 'anonymous' }, (trx) =>
    getCredentialByIndexes(trx, indexes),
  );
  if (holder && holder.accountId !== accountId) return none;
  return {
    mobileIndex: ports.sealer.blindIndex('account.mobile', mobile),
    mobileCipher: ports.sealer.seal('account.mobile', mobile, accountId),
  };
}

async function write(
  trx: Trx,
  ports: RegisterPorts,
  moment: Moment,
  found: CredentialFound | undefined,
  account: NewAccount,
  registration: Registration,
): Promise<void> {
  const to = { accountId: account.id, email: registration.email };
  if (found?.emailVerifiedAt) {
    await mailAlreadyRegistered(trx, ports, moment, to);
    return;
  }
  const actor = {
    scope: accountScope(account.id),
    accountId: account.id,
    name: account.name,
    side: 'visitor',
  } satisfies Actor;
  if (found) await updateUnverifiedAccount(trx, account);
  else await insertAccount(trx, account);
  await acknowledgePrivacyNotice(trx, actor, moment, 'registration');
  await mailVerificationLink(trx, ports, moment, to, registration.back ?? '');
  await recordAccountEvent(trx, actor, moment, 'account.registered', { again: found !== undefined });
}

/**
 * Registers a person and mails a link to verify the address. The answer is the same whether the address is free,
 * registered (its owner is told by mail) or registered but never verified (the last registration counts: the link
 * asks for its password, so nobody can lie in wait behind somebody else's address).
 */
export async function registerAccount(
  ports: RegisterPorts,
  moment: Moment,
  registration: Registration,
): Promise<Result<null>> {
  const { email } = registration;
  const problem = await newPasswordProblem(ports, registration.password, email);
  if (problem) return refuse('invalid', { fields: { password: problem } });
  const passwordHash = await ports.passwords.hash(registration.password);
  const indexes = ports.sealer.blindIndexes('account.email', email);
  const found = await ports.db.transaction({ kind: 'anonymous' }, (trx) =>
    getCredentialByIndexes(trx, indexes),
  );
  const id = found?.accountId ?? newId(moment.now);
  const account: NewAccount = {
    id,
    name: found?.emailVerifiedAt ? found.name : registration.name,
    emailIndex: ports.sealer.blindIndex('account.email', email),
    emailCipher: ports.sealer.seal('account.email', email, id),
    emailMask: maskEmail(email),
    ...(await freeMobile(ports, registration.mobile, id)),
    passwordHash,
    now: moment.now,
  };
  try {
    await ports.db.transaction(accountScope(id), (trx) =>
      write(trx, ports, moment, found, account, registration),
    );
  } catch (error) {
    // Registered twice at the same instant: the first one stands, and the answer doesn't tell.
    if (!isUniqueViolation(error)) throw error;
  }
  return done(null);
}
