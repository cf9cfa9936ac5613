/** The lab without a page: `lab inspect`, `lab study`. Results go to standard output, progress to standard error. */

import { problemOf } from '../domain/problem';
import { HELP } from './help';
import { runInspect } from './inspect-command';
import { runStudyCommand } from './study-command';

/** `scripts/lab.mjs` starts the bench, which is a program of its own. */
const ELSEWHERE = ['bench'];

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  inspect: runInspect,
  study: runStudyCommand,
};

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (!name || name === 'help' || name === '--help' || args.includes('--help')) {
    process.stdout.write(HELP);
    return name ? 0 : 2;
  }
  const command = COMMANDS[name];
  if (!command) {
    process.stderr.write(
      `There is no command "${name}"; there are ${[...Object.keys(COMMANDS), ...ELSEWHERE].join(', ')}. See "lab --help".\n`,
    );
    return 2;
  }
  try {
    return await command(args);
  } catch (thrown) {
    process.stderr.write(`${problemOf(thrown).message}\n`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
