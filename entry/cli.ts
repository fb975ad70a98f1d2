import { runCommandLine } from './command/main.ts';

// No process.exit: what was written to a pipe is written to its end first.
process.exitCode = await runCommandLine(process.argv.slice(2));
