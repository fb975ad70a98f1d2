import { DatabaseFolderInUse } from '#db/embedded.ts';
import { adminCreate } from './admin-create.ts';
import { adminEndSessions } from './admin-end-sessions.ts';
import { adminResetSecondFactor } from './admin-reset-second-factor.ts';
import { backup } from './backup.ts';
import { calendarImport } from './calendar-import.ts';
import { CommandError, EXIT, UsageError, type Command, type ExitCode } from './command.ts';
import { migrate, seed } from './database.ts';
import { deadline } from './deadline.ts';
import { restore } from './restore.ts';
import { scoreAnswers } from './score.ts';
import { verify } from './verify.ts';
import { ConfigError } from '../config.ts';

const COMMANDS: readonly Command[] = [
  deadline,
  scoreAnswers,
  calendarImport,
  migrate,
  seed,
  adminCreate,
  adminEndSessions,
  adminResetSecondFactor,
  verify,
  backup,
  restore,
];

function overview(): string {
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(26)} ${summary.zh} / ${summary.en}`);
  return `数衡 Shuheng 命令行 / command line

用法 / usage: shuheng <command> [options]

${lines.join('\n')}

  shuheng <command> --help  各命令的说明 / help of a command
退出码 / exit codes: 0 成功 / done，1 失败 / failed，2 用法有误 / wrong usage，3 数据库正在使用 / database in use
`;
}

function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

function explain(command: Command, error: unknown): ExitCode {
  if (isUsageError(error)) {
    process.stderr.write(`用法有误 / wrong usage: ${error.message}\n\n${command.help}\n`);
    return EXIT.usage;
  }
  if (error instanceof DatabaseFolderInUse) {
    process.stderr.write(`${error.message}\n`);
    return EXIT.databaseInUse;
  }
  const isExpected = error instanceof CommandError || error instanceof ConfigError;
  const text =
    error instanceof Error ? (isExpected ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${text}\n`);
  return EXIT.failed;
}

/** Runs what the words ask for and says how it ended; answers go to standard output, complaints to standard error. */
export async function runCommandLine(args: string[]): Promise<ExitCode> {
  const isHelp = (text: string | undefined) => text === '--help' || text === '-h' || text === 'help';
  if (args.length === 0 || isHelp(args[0])) {
    (args.length === 0 ? process.stderr : process.stdout).write(overview());
    return args.length === 0 ? EXIT.usage : EXIT.ok;
  }
  const command = COMMANDS.find(({ name }) => name.split(' ').every((word, index) => args[index] === word));
  if (!command) {
    process.stderr.write(`没有这个命令 / no such command: ${args.slice(0, 2).join(' ')}\n\n${overview()}`);
    return EXIT.usage;
  }
  const rest = args.slice(command.name.split(' ').length);
  if (rest.some((text) => text === '--help' || text === '-h')) {
    process.stdout.write(`${command.summary.zh} / ${command.summary.en}\n\n${command.help}\n`);
    return EXIT.ok;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    return explain(command, error);
  }
}
