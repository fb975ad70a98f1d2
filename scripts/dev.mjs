import { buildEntries, ensureInstalled, runEntry } from './prepare.mjs';

ensureInstalled();
await buildEntries();
await runEntry('server', ['--dev']);
