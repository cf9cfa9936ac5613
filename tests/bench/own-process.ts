/** A bench that runs itself again, for what can be had once in a process: a backend of tfjs, its numbers in 64 bits. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The running script once more with `--run` and `job`; what it writes last must be JSON. Throws what it failed with. */
export async function inOwnProcess<Job, Result>(job: Job): Promise<Result> {
  const [script] = process.argv.slice(1) as [string];
  const args = [...process.execArgv, script, '--run', JSON.stringify(job)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n') + 1)) as Result;
}
