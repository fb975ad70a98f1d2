import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inject } from 'vitest';

/** The built app, running as `npm start` runs it. */
export interface RunningApp {
  readonly origin: string;
  readonly dataFolder: string;
  /** Its process. */
  readonly pid: number;
  /** All that it printed so far. */
  output(): string;
  /** Asks it to stop, and waits until it has; answers its exit code. */
  stop(): Promise<number | null>;
  /** Kills it at once, as a power cut would kill the process. */
  kill(): Promise<void>;
}

/** Longest wait for a start, the demonstration's first one on a busy machine included. */
const READY_MS = 150_000;

async function untilReady(
  origin: () => string | undefined,
  child: ChildProcess,
  output: () => string,
): Promise<string> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the app ended with ${child.exitCode}:\n${output()}`);
    const address = origin();
    if (address) {
      const ready = await fetch(`${address}/readyz`).then(
        (response) => response.ok,
        () => false,
      );
      if (ready) return address;
    }
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error(`the app is not ready after ${READY_MS / 1000} s:\n${output()}`);
}

/** A new data folder with the demonstration in it, as a first start would have left it. */
export function demoFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shuheng-app-'));
  cpSync(inject('demoTemplate'), folder, { recursive: true });
  return folder;
}

/** Makes a new database of the server with the demonstration in it, and a data folder that belongs to it. */
export async function demoOnServer(name: string, admin: (text: string) => Promise<unknown>): Promise<string> {
  const template = inject('serverTemplate');
  if (!template) throw new Error('no server to tell the demonstration on');
  await admin(`create database ${name} template ${template.database}`);
  const folder = mkdtempSync(join(tmpdir(), 'shuheng-app-'));
  cpSync(template.dataFolder, folder, { recursive: true });
  return folder;
}

/**
 * Starts the built app on a free port with a data folder of its own: one that holds the demonstration already, or the
 * one given (an empty one for a first start).
 */
export async function startApp(
  options: {
    mode?: 'demo' | 'production';
    dataFolder?: string;
    environment?: Record<string, string>;
    /** Told its process at once, long before it is ready. */
    onStart?: (pid: number) => void;
  } = {},
): Promise<RunningApp> {
  const dataFolder = options.dataFolder ?? demoFolder();
  let text = '';
  const child = spawn(process.execPath, [resolve('build/entry/server.js'), `--${options.mode ?? 'demo'}`], {
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      NODE_ENV: 'production',
      PORT: '0',
      DATA_FOLDER: dataFolder,
      SHUHENG_HOME: resolve('.'),
      LOG_LEVEL: 'warn',
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) options.onStart?.(child.pid);
  const collect = (chunk: Buffer) => {
    text += chunk.toString('utf8');
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = new Promise<number | null>((done) => child.on('exit', (code) => done(code)));
  const origin = await untilReady(
    () => /Shuheng: (http\S+)/.exec(text)?.[1],
    child,
    () => text,
  ).catch((error: unknown) => {
    child.kill('SIGKILL'); // nobody else would
    throw error;
  });
  return {
    origin,
    dataFolder,
    pid: child.pid ?? 0,
    output: () => text,
    async stop() {
      child.kill('SIGTERM');
      return ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Removes a data folder that a test is done with. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
