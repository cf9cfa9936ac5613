import { expose } from 'comlink';
import { describe, expect, it } from 'vitest';
import type { Job } from '../../workers/protocol';
import { createJobServer } from '../../workers/serve';
import { LabError } from '../domain/problem';
import { CancelledError, WorkerClient } from './worker-client';
import { WorkerPool } from './worker-pool';

interface EchoJobs {
  double: Job<Float64Array, Float64Array>;
  count: Job<number, string, number>;
  /** Tells of the same array twice. */
  repeat: Job<null, void, Float64Array>;
  fail: Job<null, never>;
  /** Ends when it is cancelled. */
  wait: Job<null, never>;
  /** Never hears a cancel. */
  hang: Job<null, never>;
}

const started: FakeWorker[] = [];

/** As the browser's: one holder a name, the others wait until it lets go or is no more. */
class FakeLocks {
  private readonly held = new Map<string, Promise<unknown>>();
  private readonly freed = new Map<string, () => void>();

  async request(name: string, act: () => unknown): Promise<unknown> {
    await this.held.get(name);
    const gone = new Promise<void>((resolve) => this.freed.set(name, resolve));
    const holding = Promise.race([Promise.resolve(act()), gone]);
    this.held.set(name, holding);
    return holding;
  }

  /** What the browser does for a worker that is no more. */
  freeAll(): void {
    for (const free of this.freed.values()) free();
  }
}

/** A worker on this thread: its messages are cloned and transferred as a real one's are. */
class FakeWorker {
  onerror: ((event: { message: string; preventDefault: () => void }) => void) | null = null;
  onmessageerror: (() => void) | null = null;
  ended = false;
  readonly given: Float64Array[] = [];
  readonly locks = new FakeLocks();
  private readonly channel = new MessageChannel();
  readonly addEventListener = this.channel.port1.addEventListener.bind(this.channel.port1);
  readonly removeEventListener = this.channel.port1.removeEventListener.bind(this.channel.port1);

  constructor() {
    started.push(this);
    const server = createJobServer<EchoJobs>(
      {
        double: (input) => {
          const output = input.map((value) => 2 * value);
          this.given.push(output);
          return output;
        },
        count: (to, { onProgress }) => {
          for (let index = 1; index <= to; index++) onProgress(index);
          return `counted to ${to}`;
        },
        repeat: (_input, { onProgress }) => {
          const shared = Float64Array.of(1, 2, 3);
          onProgress(shared);
          onProgress(shared);
        },
        fail: () => {
          throw new LabError({
            code: 'test',
            file: 'a.dat',
            field: 'f',
            expected: 'e',
            found: 'g',
            at: '',
            fix: 'Mend it.',
          });
        },
        wait: (_input, { signal }) =>
          new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
        hang: () => new Promise<never>(() => undefined),
      },
      this.locks as never,
    );
    expose(server, this.channel.port2 as never);
    this.channel.port1.start();
    this.channel.port2.start();
  }

  postMessage(message: unknown, transfer: ArrayBuffer[] = []): void {
    if (!this.ended) this.channel.port1.postMessage(message, transfer);
  }

  terminate(): void {
    this.ended = true;
    this.channel.port1.close();
  }

  /** It is no more, and nobody is told. */
  vanish(): void {
    this.terminate();
    this.locks.freeAll();
  }

  crash(): void {
    this.onerror?.({ message: 'out of memory', preventDefault: () => undefined });
  }
}

function newClient(): WorkerClient<EchoJobs> {
  return new WorkerClient<EchoJobs>('echo', () => new FakeWorker() as unknown as Worker);
}
const latest = (): FakeWorker => started.at(-1) as FakeWorker;

describe('a worker client', () => {
  it('starts its worker with the first job, once, and moves what it returns', async () => {
    const before = started.length;
    const client = newClient();
    expect(started.length).toBe(before);
    expect([...(await client.run('double', Float64Array.of(1, 2)))]).toEqual([2, 4]);
    await client.run('double', Float64Array.of(3));
    expect(started.length).toBe(before + 1);
    // A buffer that was moved is empty where it came from.
    expect(latest().given[0]?.length).toBe(0);
    client.end();
  });

  it('tells progress in order before the result', async () => {
    const client = newClient();
    const told: number[] = [];
    expect(await client.run('count', 3, { onProgress: (value) => told.push(value) })).toBe('counted to 3');
    expect(told).toEqual([1, 2, 3]);
    client.end();
  });

  it('copies what is told on the way, for the worker may need it again', async () => {
    const client = newClient();
    const told: Float64Array[] = [];
    await client.run('repeat', null, { onProgress: (value) => told.push(value) });
    expect(told.map((each) => [...each])).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    client.end();
  });

  it('rejects with the problem that the job met', async () => {
    const client = newClient();
    await expect(client.run('fail', null)).rejects.toMatchObject({
      problem: { code: 'test', file: 'a.dat', fix: 'Mend it.' },
    });
    client.end();
  });

  it('cancels softly and keeps the worker', async () => {
    const client = newClient();
    const controller = new AbortController();
    const waiting = client.run('wait', null, { signal: controller.signal });
    await client.run('count', 1);
    controller.abort();
    await expect(waiting).rejects.toBeInstanceOf(CancelledError);
    expect(await client.run('count', 2)).toBe('counted to 2');
    expect(client.generation).toBe(1);
    client.end();
  });

  it('ends a worker that does not hear, within half a second, and starts another', async () => {
    const client = newClient();
    const controller = new AbortController();
    const hanging = client.run('hang', null, { signal: controller.signal });
    const deaf = latest();
    controller.abort();
    await expect(hanging).rejects.toBeInstanceOf(CancelledError);
    expect(deaf.ended).toBe(true);
    expect(await client.run('count', 1)).toBe('counted to 1');
    expect(client.generation).toBe(2);
    client.end();
  });

  it('settles everything that is pending when the worker dies', async () => {
    const client = newClient();
    const pending = [client.run('hang', null), client.run('wait', null)];
    const outcomes = Promise.allSettled(pending);
    latest().crash();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: { problem: { code: 'worker-died', found: 'out of memory' } },
      });
    }
    expect(await client.run('count', 1)).toBe('counted to 1');
    client.end();
  });

  it('notices within two seconds that a worker vanished without a word, and the next call works', async () => {
    const locks = { request: (name: string, act: () => unknown) => latest().locks.request(name, act) };
    const client = new WorkerClient<EchoJobs>('echo', () => new FakeWorker() as unknown as Worker, locks as never);
    expect(await client.run('count', 1)).toBe('counted to 1');
    const pending = Promise.allSettled([client.run('hang', null), client.run('wait', null), client.run('hang', null)]);
    // The lock is held once the worker has answered.
    await client.run('count', 1);
    const began = performance.now();
    latest().vanish();
    for (const outcome of await pending)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { problem: { code: 'worker-died' } } });
    expect(performance.now() - began).toBeLessThan(2000);
    expect(await client.run('count', 2)).toBe('counted to 2');
    expect(client.generation).toBe(2);
    client.end();
  });

  it('does not start a job that is cancelled already', async () => {
    await expect(newClient().run('count', 1, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(CancelledError);
  });
});

describe('a pool', () => {
  it('runs as many jobs at once as it has workers, and all in the end', async () => {
    const before = started.length;
    const pool = new WorkerPool<EchoJobs>('echo', () => new FakeWorker() as unknown as Worker, 2);
    const results = await Promise.all([1, 2, 3, 4, 5].map((to) => pool.run('count', to)));
    expect(results).toEqual([1, 2, 3, 4, 5].map((to) => `counted to ${to}`));
    expect(started.length).toBe(before + 2);
    for (const worker of started.slice(before)) worker.terminate();
  });

  it('goes on after a job that failed', async () => {
    const pool = new WorkerPool<EchoJobs>('echo', () => new FakeWorker() as unknown as Worker, 1);
    await expect(pool.run('fail', null)).rejects.toBeInstanceOf(LabError);
    expect(await pool.run('count', 1)).toBe('counted to 1');
    latest().terminate();
  });
});
