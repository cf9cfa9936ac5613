/** A Python program, asked a line of JSON at a time. */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Where Pythons are looked for. */
export const PYTHONS = ['python3', '/usr/bin/python3'];

export class PythonProcess {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly answers: AsyncIterator<string>;
  private complaints = '';

  constructor(python: string, script: string) {
    this.child = spawn(python, [script]);
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
