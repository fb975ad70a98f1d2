import { isUniqueViolation } from '#db/conflict.ts';
import { newId } from '#db/identifier.ts';
import { PLATFORM_ORGANISATION_ID } from '#db/platform.ts';
import { getCredentialByIndexes } from '#db/queries/account.read.ts';
import { insertInstalledAccount, insertInstalledMembership } from '#db/queries/install.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { systemActor, type Moment } from '#app/domain/account/actor.ts';
import { checkEmail } from '#app/domain/organisation/email.ts';
import { maskEmail } from '#app/domain/organisation/masking.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { newPasswordProblem } from '../account/new-password.step.server.ts';
import type { Ports } from '../ports.ts';

const INSTALL = { kind: 'job', name: 'install' } as const;

const TAKEN = words('该邮箱已有账号。', 'This address has an account already.');

/**
 * Makes an operator's account, with the right to act for the platform at once; its second factor is set up at the
 * first sign-in. For the command line of an installation, where nobody can invite anybody yet.
 */
export async function createAdministrator(
  ports: Pick<Ports, 'db' | 'sealer' | 'passwords'>,
  moment: Moment,
  input: { email: string; name: string; password: string },
): Promise<Result<{ accountId: string }>> {
  const check = checkEmail(input.email);
  if (!check.ok) return refuse('invalid', { fields: { email: check.message } });
  const { email } = check;
  const name = input.name.trim();
  if (name === '') return refuse('invalid', { fields: { name: words('请填写姓名。', 'A name is needed.') } });
  const problem = await newPasswordProblem(ports, input.password, email);
  if (problem) return refuse('invalid', { fields: { password: problem } });
  const indexes = ports.sealer.blindIndexes('account.email', email);
  const found = await ports.db.transaction({ kind: 'anonymous' }, (trx) =>
    getCredentialByIndexes(trx, indexes),
  );
  if (found) return refuse('conflict', { fields: { email: TAKEN } });
  const passwordHash = await ports.passwords.hash(input.password);
  const accountId = newId(moment.now);
  const emailMask = maskEmail(email);
  try {
    await ports.db.transaction(INSTALL, async (trx) => {
      await insertInstalledAccount(trx, {
        id: accountId,
        name,
        emailIndex: ports.sealer.blindIndex('account.email', email),
        emailCipher: ports.sealer.seal('account.email', email, accountId),
        emailMask,
        passwordHash,
        totpSecretCipher: null,
        isDemo: false,
        now: moment.now,
      });
      await insertInstalledMembership(trx, {
        id: newId(moment.now),
        organisationId: PLATFORM_ORGANISATION_ID,
        accountId,
        role: 'operator',
        programmeId: null,
        regionCode: null,
        accountName: name,
        emailMask,
        now: moment.now,
      });
      await appendJournal(trx, systemActor(INSTALL), moment, {
        organisationId: PLATFORM_ORGANISATION_ID,
        type: 'account.administrator-created',
        payload: {},
        subjectId: accountId,
        shared: false,
      });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return refuse('conflict', { fields: { email: TAKEN } });
  }
  return done({ accountId });
}
