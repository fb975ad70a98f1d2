import { parseArgs } from 'node:util';
import { words } from '#app/domain/words.ts';
import { verifyJournal } from '#app/services/journal/verify-journal.server.ts';
import { checkpointPublicKey } from '#db/crypto/checkpoint-key.ts';
import { EXIT, say, sayJson, type Command } from './command.ts';
import { withInstallation } from './open.ts';

/** Recomputes the journal's chains. */
export const journalVerify: Command = {
  name: 'journal verify',
  summary: words('重算并核对全部日志', 'Recompute and verify the journal'),
  help: `用法 / usage: shuheng journal verify [--json]

  从第一条起重算各链摘要，并与最近的签名检查点核对；不通过时退出码为 1。
  Recomputes every chain and compares it with the newest signed checkpoints; exits with 1 if one doesn't hold.`,
  async run(args) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } });
    return withInstallation(async ({ db, sealer }) => {
      const answer = await verifyJournal({ db, sealer });
      const publicKey = checkpointPublicKey(sealer);
      if (values.json) sayJson({ ...answer, publicKey });
      else {
        say(answer.ok ? '校验通过 / the journal holds' : '校验未通过 / the journal does not hold');
        say(
          `链 / chains ${answer.chains}，条 / events ${answer.events}，检查点 / checkpoints ${answer.checkpoints}`,
        );
        if (answer.brokenLink) say(`断点 / broken link: ${JSON.stringify(answer.brokenLink)}`);
        if (answer.brokenCheckpoint)
          say(`检查点有误 / broken checkpoint: ${JSON.stringify(answer.brokenCheckpoint)}`);
        say(`验签公钥 / public key (Ed25519): ${publicKey}`);
      }
      return answer.ok ? EXIT.ok : EXIT.failed;
    });
  },
};
