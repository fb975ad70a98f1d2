import type { Proofs } from '#app/services/bundle/check-proof.step.server.ts';
import { verifyJournal, type JournalVerification } from '#app/services/journal/verify-journal.server.ts';
import { checkpointPublicKey } from '#db/crypto/checkpoint-key.ts';
import { EXIT, say, sayJson, type ExitCode } from './command.ts';
import { withInstallation } from './open.ts';

function sayAnswer(answer: JournalVerification, publicKey: string): void {
  say(answer.ok ? '校验通过 / the journal holds' : '校验未通过 / the journal does not hold');
  say(
    `链 / chains ${answer.chains}，条 / events ${answer.events}，检查点 / checkpoints ${answer.checkpoints}`,
  );
  if (answer.brokenLink) say(`断点 / broken link: ${JSON.stringify(answer.brokenLink)}`);
  if (answer.brokenCheckpoint)
    say(`检查点有误 / broken checkpoint: ${JSON.stringify(answer.brokenCheckpoint)}`);
  if (answer.receipt === 'missing') {
    say(
      '回执所载的报送不在日志中：末尾被截断 / the receipt’s submission isn’t in the journal: its end was cut',
    );
  }
  if (answer.checkpoints === 0) {
    say('没有检查点：看不出末尾是否被截断 / no checkpoint: a cut end can’t be seen');
  }
  say(`验签公钥 / public key (Ed25519): ${publicKey}`);
}

/** Verifies the database that the configuration names. */
export async function verifyDatabase(proofs: Proofs, isJson: boolean): Promise<ExitCode> {
  return withInstallation(async ({ db, sealer }) => {
    const answer = await verifyJournal({ db, sealer }, proofs);
    const publicKey = checkpointPublicKey(sealer);
    if (isJson) sayJson({ ...answer, publicKey });
    else sayAnswer(answer, publicKey);
    return answer.ok ? EXIT.ok : EXIT.failed;
  });
}
