import { expose, transfer } from 'comlink';
import { problemOf } from '../src/domain/problem';
import type { Job, JobResult, JobServer } from './protocol';

interface JobContext<Progress> {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** As `onProgress`, but the buffers go with it: for what this worker will not look at again. */
  readonly onProgressMoved: (progress: Progress) => void;
}

export type JobHandlers<Jobs> = {
  readonly [Name in keyof Jobs]: Jobs[Name] extends Job<infer Input, infer Output, infer Progress>
    ? (input: Input, context: JobContext<Progress>) => Promise<Output> | Output
    : never;
};

type AnyHandler = (input: unknown, context: JobContext<unknown>) => unknown;

/** A server of jobs: every call settles with a result, and a cancelled one says so. Exported for tests without a worker. */
export function createJobServer<Jobs>(
  handlers: JobHandlers<Jobs>,
  locks: Pick<LockManager, 'request'> | undefined = globalThis.navigator?.locks,
): JobServer {
  const running = new Map<number, AbortController>();
  return {
    async run(id, name, input, onProgress): Promise<JobResult<unknown>> {
      const controller = new AbortController();
      running.set(id, controller);
      // Progress travels on a port of its own and could arrive after the result: wait until all of it was taken.
      const told: unknown[] = [];
      const tell = (progress: unknown): void => void told.push(onProgress?.(progress));
      try {
        const handler = handlers[name as keyof Jobs] as AnyHandler;
        const value = await handler(input, {
          signal: controller.signal,
          onProgress: tell,
          onProgressMoved: (progress) => tell(moved(progress)),
        });
        await Promise.all(told);
        return moved<JobResult<unknown>>({ status: 'ok', value });
      } catch (thrown) {
        return controller.signal.aborted ? { status: 'cancelled' } : { status: 'error', problem: problemOf(thrown) };
      } finally {
        running.delete(id);
      }
    },
    cancel: (id) => running.get(id)?.abort(),
    live: (lock) =>
      new Promise((resolve) => {
        if (!locks) resolve(false);
        void locks?.request(lock, () => {
          resolve(true);
          return new Promise(() => undefined);
        });
      }),
  };
}

export function serve<Jobs>(handlers: JobHandlers<Jobs>): void {
  expose(createJobServer(handlers));
}

/** The value with its buffers moved to the receiver instead of copied. A result is the worker's to give. */
function moved<Value>(value: Value): Value {
  const buffers = transferables(value);
  return buffers.length > 0 ? (transfer(value as object, buffers) as Value) : value;
}

/** The buffers of all typed arrays in plain objects and arrays. */
function transferables(value: unknown, found = new Set<ArrayBuffer>()): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (Array.isArray(value)) {
    for (const each of value) transferables(each, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) transferables(each, found);
  }
  return [...found];
}
