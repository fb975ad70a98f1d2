import { parseArgs } from 'node:util';
import { words } from '#app/domain/words.ts';
import { machineClock } from '#app/http/clock.server.ts';
import { resetSecondFactor } from '#app/services/operator/reset-second-factor.server.ts';
import { EXIT, refusedBy, say, sayJson, UsageError, type Command } from './command.ts';
import { withInstallation } from './open.ts';

/** Takes a lost second factor off an account. */
export const adminResetSecondFactor: Command = {
  name: 'admin reset-second-factor',
  summary: words('停用账号丢失的动态码', 'Take a lost second factor off an account'),
  help: `用法 / usage: shuheng admin reset-second-factor --email <address> [--json]

  请先核实申请人身份（见 docs/operations.md）。该账号的登录全部结束，并发邮件告知本人；
  主管部门和平台账号下次登录时须重新设置动态码。
  Check who asks first (docs/operations.md). All sessions of the account end and the person is told by mail;
  regulators and operators must set a new one up at the next sign-in.

  --json   {"ended"} 结束的登录数 / how many sessions ended`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: { email: { type: 'string' }, json: { type: 'boolean' } },
    });
    const { email } = values;
    if (!email) throw new UsageError('缺少 --email / --email is needed');
    return withInstallation(async ({ db, sealer, site }) => {
      const result = await resetSecondFactor({ db, sealer, site }, machineClock.moment(), { email });
      if (!result.ok) throw refusedBy(result.refusal);
      const { ended } = result.value;
      if (values.json) sayJson({ ended });
      else {
        say('动态码已停用，本人将收到邮件 / the second factor is off, and the person is told by mail');
        say(`已结束的登录 / sessions ended: ${ended}`);
      }
      return EXIT.ok;
    });
  },
};
