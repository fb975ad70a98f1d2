import { endEverySession } from '#db/queries/session.write.ts';
import type { Moment } from '#app/domain/account/actor.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';
import { recordCommand } from './command-line.step.server.ts';

const INSTALL = { kind: 'job', name: 'install' } as const;

/** Ends everybody's sessions, on the command of whoever runs the installation. Answers how many. */
export async function endAllSessions(
  ports: Pick<Ports, 'db'>,
  moment: Moment,
): Promise<Result<{ ended: number }>> {
  return ports.db.transaction(INSTALL, async (trx) => {
    const ended = await endEverySession(trx);
    await recordCommand(trx, INSTALL, moment, 'account.all-sessions-ended', { count: ended });
    return done({ ended });
  });
}
