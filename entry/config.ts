import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** How the process was started: for trying out and developing, or for real work. */
export type Mode = 'demo' | 'dev' | 'production' | 'tool';

const flag = z
  .enum(['0', '1', 'true', 'false', ''])
  .default('')
  .transform((text) => text === '1' || text === 'true');
const minutes = (fallback: number) => z.coerce.number().int().min(1).max(43_200).default(fallback);
const optional = z
  .string()
  .trim()
  .optional()
  .transform((text) => (text ? text : undefined));

/** An address as browsers send it as an origin: nothing after host and port. */
const origin = z
  .string()
  .refine((text) => /^https?:\/\/[^/?#@]+\/?$/i.test(text) && URL.canParse(text), {
    error: '形如 https://shuheng.example.cn，不带路径 / as https://host[:port], without a path',
    abort: true,
  })
  .transform((text) => new URL(text).origin);

/** Every setting of the environment; .env.example lists the same names. */
export const EnvironmentSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  ORIGIN: optional.pipe(origin.optional()),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  DATA_FOLDER: z.string().default('data'),
  DATABASE_URL: optional,
  DATABASE_OWNER_URL: optional,
  DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(10),
  DATABASE_PREPARE: z.enum(['on', 'off']).default('on'),
  DATABASE_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(600).default(20),
  SECRET_KEY: optional,
  SECRET_KEY_ID: z.string().default('k1'),
  SECRET_KEY_PREVIOUS: optional,
  SMTP_URL: optional,
  MAIL_FROM: z.string().default('Shuheng 数衡 <no-reply@shuheng.invalid>'),
  SMTP_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(300).default(30),
  CLAMD_ADDRESS: optional,
  S3_ENDPOINT: optional,
  S3_BUCKET: optional,
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY: optional,
  S3_SECRET_KEY: optional,
  S3_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(300).default(10),
  ICP_NUMBER: z.string().default(''),
  POLICE_NUMBER: z.string().default(''),
  REGULATOR_ON_BOARD: flag,
  SESSION_IDLE_MINUTES: minutes(120),
  SESSION_ABSOLUTE_MINUTES: minutes(720),
  SIGNATURE_ROOTS: optional,
  STOP_DELAY_SECONDS: z.coerce.number().min(0).max(60).default(0),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ALLOW_LOOPBACK_WEBHOOKS: flag,
});

export type Environment = z.infer<typeof EnvironmentSchema>;

/** The configuration of a process. */
export interface Config extends Environment {
  readonly mode: Mode;
  /** Folder of embedded database, uploads and the generated secret. Absolute. */
  readonly dataFolder: string;
  readonly secret: string;
  /** Address that people reach the product by. */
  readonly origin: string;
}

/** Thrown when the environment doesn't allow a start; the message says what to set. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const MIN_SECRET = 32;
const WELL_KNOWN = /^(change-?me|secret|password|default|example|test|demo)/i;

/** The secret of a trial installation: made once, kept beside its data. */
function trialSecret(folder: string): string {
  const path = join(folder, 'secret.key');
  if (existsSync(path)) {
    const kept = readFileSync(path, 'utf8').trim();
    if (kept.length >= MIN_SECRET) return kept;
    throw new ConfigError(
      `${path} 为空或已损坏：请恢复原文件；若没有旧数据，可删除后重新启动。/ ${path} is damaged: restore it, or delete it where there is no data yet.`,
    );
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const secret = randomBytes(48).toString('base64url');
  writeFileSync(path, secret, { mode: 0o600, flag: 'wx' });
  return secret;
}

function productionSecret(environment: Environment): string {
  const secret = environment.SECRET_KEY;
  if (!secret) {
    throw new ConfigError(
      '生产环境必须设置 SECRET_KEY（至少 32 个随机字符，例如：openssl rand -base64 48）。/ SECRET_KEY is missing.',
    );
  }
  if (secret.length < MIN_SECRET || WELL_KNOWN.test(secret) || new Set(secret).size < 10) {
    throw new ConfigError(
      'SECRET_KEY 过短或为示例值：请使用至少 32 个随机字符。/ SECRET_KEY is too short or a well-known default.',
    );
  }
  return secret;
}

function checkProduction(environment: Environment): void {
  if (!environment.DATABASE_URL) {
    throw new ConfigError(
      '生产环境必须设置 DATABASE_URL（PostgreSQL 15 或更新）。/ DATABASE_URL is missing.',
    );
  }
  if (/:(postgres|password|shuheng|changeme)@/i.test(environment.DATABASE_URL)) {
    throw new ConfigError(
      'DATABASE_URL 使用了常见的默认口令，请更换。/ DATABASE_URL carries a default password.',
    );
  }
  if (!environment.ORIGIN) {
    throw new ConfigError('生产环境必须设置 ORIGIN（例如 https://shuheng.example.cn）。/ ORIGIN is missing.');
  }
}

/**
 * Reads the environment.
 * @throws ConfigError with what to set, in both tongues
 */
export function readConfig(mode: Mode, source: NodeJS.ProcessEnv = process.env): Config {
  const parsed = EnvironmentSchema.safeParse(source);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`环境变量有误 / wrong environment:\n${lines.join('\n')}`);
  }
  const environment = parsed.data;
  if (mode === 'production') checkProduction(environment);
  const dataFolder = resolve(environment.DATA_FOLDER);
  const secret =
    mode === 'production'
      ? productionSecret(environment)
      : (environment.SECRET_KEY ?? trialSecret(dataFolder));
  const host = environment.HOST === '0.0.0.0' || environment.HOST === '::' ? 'localhost' : environment.HOST;
  return {
    ...environment,
    mode,
    dataFolder,
    secret,
    origin: environment.ORIGIN ?? `http://${host.includes(':') ? `[${host}]` : host}:${environment.PORT}`,
  };
}
