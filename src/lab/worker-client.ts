/** A worker that can be asked for jobs, and dies without leaving a promise behind. */

import { proxy, type Remote, releaseProxy, wrap } from 'comlink';
import type { Job, JobResult, JobServer } from '../../workers/protocol';
import { LabError } from '../domain/problem';
import { type Locks, untilGone } from './life-line';

/** How long a cancelled job may take to stop by itself before its worker is ended. */
const SOFT_CANCEL_MILLISECONDS = 400;

export type Input<J> = J extends Job<infer I, unknown, unknown> ? I : never;
export type Output<J> = J extends Job<unknown, infer O, unknown> ? O : never;
export type Progress<J> = J extends Job<unknown, unknown, infer P> ? P : never;

export interface RunOptions<P> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: P) => void;
}

/** Thrown by `run` where its signal was aborted. */
export class CancelledError extends Error {
  constructor() {
    super('The job was cancelled.');
    this.name = 'CancelledError';
  }
}

interface Session {
  readonly worker: Worker;
  readonly server: Remote<JobServer>;
  /** By job: rejects it when the worker ends. */
  readonly pending: Map<number, (reason: unknown) => void>;
}

export class WorkerClient<Jobs> {
  private session: Session | null = null;
  private nextId = 0;
  /** Counts the workers that were started: what one was given is lost with it. */
  generation = 0;

  constructor(
    private readonly name: string,
    private readonly spawn: () => Worker,
    private readonly locks: Locks | undefined = globalThis.navigator?.locks,
  ) {}

  /**
   * Rejects with `LabError` where the job fails or the worker dies, with `CancelledError` where the signal is aborted;
   * never stays pending. The next call after a death starts a new worker.
   */
  run<Name extends keyof Jobs & string>(
    name: Name,
    input: Input<Jobs[Name]>,
    { signal, onProgress }: RunOptions<Progress<Jobs[Name]>> = {},
  ): Promise<Output<Jobs[Name]>> {
    if (signal?.aborted) return Promise.reject(new CancelledError());
    const session = this.session ?? this.start();
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const cancel = (): void => this.cancel(session, id);
      const settle = (act: () => void): void => {
        session.pending.delete(id);
        signal?.removeEventListener('abort', cancel);
        act();
      };
      session.pending.set(id, reject);
      signal?.addEventListener('abort', cancel);
      const listen = onProgress ? proxy((progress: unknown) => onProgress(progress as Progress<Jobs[Name]>)) : null;
      session.server.run(id, name, input, listen as never).then(
        (result) => settle(() => finish(result as JobResult<Output<Jobs[Name]>>, resolve, reject)),
        (reason) => settle(() => reject(reason)),
      );
    });
  }

  /** Ends the worker; what is pending rejects with `reason`. */
  end(reason: unknown = new CancelledError()): void {
    const { session } = this;
    this.session = null;
    if (!session) return;
    session.server[releaseProxy]();
    session.worker.terminate();
    for (const reject of [...session.pending.values()]) reject(reason);
    session.pending.clear();
  }

  private start(): Session {
    const worker = this.spawn();
    const session: Session = { worker, server: wrap<JobServer>(worker), pending: new Map() };
    worker.onerror = (event) => {
      event.preventDefault();
      if (this.session === session) this.end(died(this.name, event.message));
    };
    worker.onmessageerror = () =>
      this.session === session && this.end(died(this.name, 'a message that could not be read'));
    untilGone(session.server, this.locks).then(
      () => this.session === session && this.end(died(this.name, '')),
      // The call was given up because the worker was ended: nobody waits for it any more.
      () => undefined,
    );
    this.session = session;
    this.generation += 1;
    return session;
  }

  /** Asks first; a worker that is deep in a step is ended when its time is up. */
  private cancel(session: Session, id: number): void {
    void session.server.cancel(id);
    setTimeout(() => {
      if (this.session === session && session.pending.has(id)) this.end();
    }, SOFT_CANCEL_MILLISECONDS);
  }
}

function finish<Value>(
  result: JobResult<Value>,
  resolve: (value: Value) => void,
  reject: (reason: unknown) => void,
): void {
  if (result.status === 'ok') resolve(result.value);
  else reject(result.status === 'cancelled' ? new CancelledError() : new LabError(result.problem));
}

function died(name: string, found: string): LabError {
  return new LabError({
    code: 'worker-died',
    file: '',
    field: `${name} worker`,
    expected: 'to go on running',
    found: found || 'that it ended',
    at: '',
    fix: 'Try again; a new worker is started. If it happens again, close other tabs: memory may be short.',
  });
}
