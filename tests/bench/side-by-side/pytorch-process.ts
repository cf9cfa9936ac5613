/** A Python with torch in it, asked a line of JSON at a time. */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Beside this file in the repository and in the pack. */
const SCRIPT = fileURLToPath(new URL('pytorch.py', import.meta.url));

export interface PytorchProbe {
  readonly version: string;
  /** Name of the CUDA device, or null. */
  readonly cuda: string | null;
  readonly threads: number;
}

export class PytorchProcess {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly answers: AsyncIterator<string>;
  private complaints = '';

  constructor(python: string) {
    this.child = spawn(python, [SCRIPT]);
    this.child.stderr.on('data', (text) => {
      this.complaints = `${this.complaints}${text}`.slice(-2000);
    });
    // A Python that is not there or dies: the answer that never comes says so.
    this.child.on('error', ({ message }) => {
      this.complaints += message;
    });
    this.child.stdin.on('error', () => {});
    this.answers = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  /** Throws what Python said where it could not. */
  async ask<Answer>(request: { readonly do: string; readonly [field: string]: unknown }): Promise<Answer> {
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.answers.next();
    if (done) throw new Error(this.complaints.trim().split('\n').at(-1) || 'Python ended without a word.');
    const { answer, error } = JSON.parse(value);
    if (error) throw new Error(error);
    return answer as Answer;
  }

  end(): void {
    this.child.stdin.end();
    this.child.kill();
  }
}

const PYTHONS = ['python3', '/usr/bin/python3'];

/** A Python that has torch and what that found here, or why there is none. */
export type PytorchFound = { readonly python: string; readonly probe: PytorchProbe } | { readonly cannot: string };

/** The first Python that has torch. */
export async function findPytorch(): Promise<PytorchFound> {
  const reasons: string[] = [];
  for (const python of PYTHONS) {
    const process = new PytorchProcess(python);
    try {
      return { python, probe: await process.ask<PytorchProbe>({ do: 'probe' }) };
    } catch (thrown) {
      reasons.push(`${python}: ${(thrown as Error).message}`);
    } finally {
      process.end();
    }
  }
  return { cannot: reasons.join('; ') };
}
