import { buildEntries, ensureInstalled, runEntry } from './prepare.mjs';

ensureInstalled();
// A folder of its own for each port, so that several developers' servers don't overwrite each other.
const folder = `.cache/dev-${process.env.PORT ?? 3000}`;
await buildEntries(folder);
await runEntry('server', ['--dev'], folder);
