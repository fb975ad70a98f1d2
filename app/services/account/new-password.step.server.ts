import { passwordProblem, TOO_COMMON } from '#app/domain/account/password.ts';
import type { Words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';

/** Why a new password is refused, or null: by the rules first, then by the list of the commonest. */
export async function newPasswordProblem(
  ports: Pick<Ports, 'passwords'>,
  password: string,
  email: string,
): Promise<Words | null> {
  const problem = passwordProblem(password, email);
  if (problem) return problem;
  return (await ports.passwords.isCommon(password)) ? TOO_COMMON : null;
}
