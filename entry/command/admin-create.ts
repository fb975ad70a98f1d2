import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { createPasswords } from '#app/adapters/password/argon2.server.ts';
import { words } from '#app/domain/words.ts';
import { machineClock } from '#app/http/clock.server.ts';
import { createAdministrator } from '#app/services/operator/create-administrator.server.ts';
import { EXIT, refusedBy, say, sayJson, UsageError, type Command } from './command.ts';
import { withInstallation } from './open.ts';

/** Makes the first operator's account. */
export const adminCreate: Command = {
  name: 'admin create',
  summary: words('建立平台管理员账号', 'Make an operator’s account'),
  help: `用法 / usage: shuheng admin create --email <address> --name <name> [--password-stdin] [--json]

  --password-stdin  从标准输入读取口令；省略则生成一个并只显示这一次
                    read the password from standard input; otherwise one is made and shown this once
  首次登录时须设置动态码（TOTP）。/ The second factor is set up at the first sign-in.`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        email: { type: 'string' },
        name: { type: 'string' },
        'password-stdin': { type: 'boolean' },
        json: { type: 'boolean' },
      },
    });
    const { email, name } = values;
    if (!email || !name) throw new UsageError('缺少 --email 或 --name / --email and --name are needed');
    const given = values['password-stdin'] ? (await text(process.stdin)).replace(/\r?\n$/, '') : null;
    const password = given ?? randomBytes(18).toString('base64url');
    return withInstallation(async ({ db, sealer, site }) => {
      const ports = { db, sealer, passwords: createPasswords() };
      const result = await createAdministrator(ports, machineClock.moment(), { email, name, password });
      if (!result.ok) throw refusedBy(result.refusal);
      const made = given === null ? { password } : {};
      if (values.json) {
        sayJson({ accountId: result.value.accountId, ...made });
        return EXIT.ok;
      }
      say('平台管理员账号已建立 / the operator’s account is made');
      if (given === null) say(`口令（仅显示一次）/ password (shown once): ${password}`);
      say(`请登录 ${site.origin}/sign-in，并按提示用验证器应用设置动态码。`);
      say(`Sign in at ${site.origin}/sign-in and set up the code of an authenticator app as asked.`);
      return EXIT.ok;
    });
  },
};
