import { ensureBuilt, ensureInstalled, runEntry } from './prepare.mjs';

ensureInstalled();
await ensureBuilt();
await runEntry('server', ['--demo']);
