import { hash, verify } from '@node-rs/argon2';
import { isCommonPassword } from './common-password.server.ts';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes passwords with argon2id; checking an absent account costs the same time. Knows the commonest ones. */
export function createPasswords() {
  let decoy: Promise<string> | undefined;
  return {
    hash: (password: string) => hash(password.normalize('NFKC'), PARAMETERS),
    async verify(stored: string | null, password: string): Promise<boolean> {
      decoy ??= hash('no account has this password', PARAMETERS);
      const matches = await verify(stored ?? (await decoy), password.normalize('NFKC'), PARAMETERS);
      return stored !== null && matches;
    },
    isCommon: isCommonPassword,
  };
}
