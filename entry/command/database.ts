import { parseArgs } from 'node:util';
import { words } from '#app/domain/words.ts';
import { machineClock } from '#app/http/clock.server.ts';
import { hasRealOrganisations } from '#db/queries/install.read.ts';
import { seedCalendar } from '#seeds/calendar/index.ts';
import { assemblePorts, migrate as bringUpToDate } from '../assemble.ts';
import { installDemo, installPlatform } from '../install.ts';
import { CommandError, EXIT, say, sayJson, type Command } from './command.ts';
import { withInstallation } from './open.ts';

/** Brings the database to the newest version. */
export const migrate: Command = {
  name: 'migrate',
  summary: words('建立或升级数据库', 'Create or upgrade the database'),
  help: `用法 / usage: shuheng migrate [--json]

  使用 DATABASE_OWNER_URL（如已设置）的身份建表，其余使用 DATABASE_URL 或 DATA_FOLDER。
  Uses DATABASE_OWNER_URL for the tables if it is set, DATABASE_URL or DATA_FOLDER otherwise.`,
  async run(args) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } });
    return withInstallation(
      async ({ config, db }) => {
        const applied = await bringUpToDate(config, db);
        await installPlatform(await assemblePorts(config, db), machineClock.moment());
        if (values.json) sayJson({ applied });
        else say(applied.length === 0 ? '已是最新 / up to date' : `已执行 / applied: ${applied.join(', ')}`);
        return EXIT.ok;
      },
      { mayCreate: true },
    );
  },
};

/** Puts the demonstration into an empty database. */
export const seed: Command = {
  name: 'seed',
  summary: words('写入演示数据（示例数据）', 'Put the demonstration’s sample data in'),
  help: `用法 / usage: shuheng seed

  建库并写入演示单位、人员和备案，仅供试用；已有真实单位的数据库会被拒绝。
  Migrates and puts in sample organisations, people and filings; refused where real organisations are.`,
  async run(args) {
    parseArgs({ args, options: {} });
    return withInstallation(
      async ({ config, db }) => {
        await bringUpToDate(config, db);
        const ports = await assemblePorts(config, db);
        const moment = machineClock.moment();
        await installPlatform(ports, moment);
        const isInUse = await db.transaction({ kind: 'job', name: 'install' }, (trx) =>
          hasRealOrganisations(trx),
        );
        if (isInUse) {
          throw new CommandError(
            '数据库中已有真实单位，不写入演示数据。/ Real organisations are here; no sample data is put in.',
          );
        }
        await installDemo(ports, seedCalendar, moment);
        say('演示数据已就绪 / the sample data is there');
        return EXIT.ok;
      },
      { mayCreate: true },
    );
  },
};
