import type { AddressInfo } from 'node:net';
import type { Clock } from '#app/http/clock.server.ts';
import { totpCodeAt } from '#app/http/second-factor.server.ts';
import type { Ports } from '#app/services/ports.ts';
import { DEMO_PASSWORD, demoAccounts, demoOrganisations } from '#seeds/demo/cast.ts';
import { ROLES } from '#app/domain/organisation/organisation.ts';
import type { Config } from './config.ts';

function organisationName(key: string): string {
  return demoOrganisations.find((organisation) => organisation.key === key)?.name ?? '数衡平台';
}

const EMBEDDED =
  '使用嵌入式数据库，仅供试用：进程被终止不丢数据，断电可能丢失已保存的内容；正式使用请设置 DATABASE_URL。' +
  ' / Embedded database, for trying out: it survives a killed process, but a power cut may lose what was saved;' +
  ' set DATABASE_URL for real work.';

/** Prints where the product answers and, for a trial, who may sign in. Real installations print the address alone. */
export async function announce(
  config: Config,
  ports: Ports,
  clock: Clock,
  address: string | AddressInfo | null,
): Promise<void> {
  const port = typeof address === 'object' && address ? address.port : config.PORT;
  const origin = config.ORIGIN ?? config.origin.replace(/:\d+$/, `:${port}`);
  const lines = ['', `数衡 Shuheng: ${origin}`];
  if (!config.DATABASE_URL) lines.push(EMBEDDED);
  if (ports.site.isDemo) {
    const { now } = clock.moment();
    lines.push('', `演示账号（示例数据），口令均为 / demo accounts, password: ${DEMO_PASSWORD}`);
    for (const person of demoAccounts) {
      const seats = person.memberships.map(
        (seat) => `${organisationName(seat.organisation)} · ${ROLES[seat.role].name.zh}`,
      );
      const code = person.totpSecret
        ? `  动态码 / code ${totpCodeAt(person.totpSecret, now)}（密钥 / secret ${person.totpSecret}）`
        : '';
      lines.push(`  ${person.email.padEnd(34)} ${seats.join('；')}${code}`);
    }
    lines.push('');
  }
  process.stdout.write(`${lines.join('\n')}\n`);
  return Promise.resolve();
}
