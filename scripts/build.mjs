import { buildAll, ensureInstalled } from './prepare.mjs';

ensureInstalled();
await buildAll();
