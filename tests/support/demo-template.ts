import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { removeFolder, startApp } from './app.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Data folder of an app that was started once and stopped; every file's app begins with a copy of it. */
    demoTemplate: string;
  }
}

/** Tells the demonstration's story once for all files: each would tell the same one. */
export default async function setup(project: TestProject): Promise<() => void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'shuheng-template-'));
  const app = await startApp({ dataFolder });
  await app.stop();
  project.provide('demoTemplate', dataFolder);
  return () => removeFolder(dataFolder);
}
