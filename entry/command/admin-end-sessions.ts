import { parseArgs } from 'node:util';
import { words } from '#app/domain/words.ts';
import { machineClock } from '#app/http/clock.server.ts';
import { endAccountSessions } from '#app/services/operator/end-account-sessions.server.ts';
import { endAllSessions } from '#app/services/operator/end-all-sessions.server.ts';
import { EXIT, refusedBy, say, sayJson, UsageError, type Command } from './command.ts';
import { withInstallation } from './open.ts';

/** Ends the sessions of one person, or everybody's. */
export const adminEndSessions: Command = {
  name: 'admin end-sessions',
  summary: words('结束一个账号或全部账号的登录', 'End the sessions of one account, or of all'),
  help: `用法 / usage: shuheng admin end-sessions (--email <address> | --all --yes) [--json]

  --email  该账号在所有设备上的登录立即结束 / every session of this account ends at once
  --all    所有人的登录立即结束，包括管理员自己的；不能撤销，须同时给出 --yes
           everybody’s sessions end at once, the operator’s own too; it can’t be undone, so --yes is needed
  --json   {"ended"}
  密码和动态码不变，可重新登录。/ Passwords and second factors stay; people may sign in again.`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        email: { type: 'string' },
        all: { type: 'boolean' },
        yes: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    });
    const { email, all } = values;
    if (Boolean(email) === Boolean(all)) {
      throw new UsageError('请在 --email 和 --all 中给出一个 / give either --email or --all');
    }
    if (all && !values.yes) {
      throw new UsageError('--all 不能撤销，请同时给出 --yes / --all can’t be undone: give --yes too');
    }
    return withInstallation(async ({ db, sealer }) => {
      const moment = machineClock.moment();
      const result = email
        ? await endAccountSessions({ db, sealer }, moment, { email })
        : await endAllSessions({ db }, moment);
      if (!result.ok) throw refusedBy(result.refusal);
      const { ended } = result.value;
      if (values.json) sayJson({ ended });
      else say(`已结束的登录 / sessions ended: ${ended}`);
      return EXIT.ok;
    });
  },
};
