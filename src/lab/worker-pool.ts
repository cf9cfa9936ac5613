/** Several workers of one kind that share a queue. */

import { type Input, type Output, type RunOptions, WorkerClient } from './worker-client';

export class WorkerPool<Jobs> {
  private readonly idle: WorkerClient<Jobs>[];
  private readonly waiting: ((client: WorkerClient<Jobs>) => void)[] = [];

  constructor(name: string, spawn: () => Worker, size: number) {
    this.idle = Array.from({ length: size }, () => new WorkerClient<Jobs>(name, spawn));
  }

  /** As `WorkerClient.run`, on the first worker that is free. */
  async run<Name extends keyof Jobs & string>(
    name: Name,
    input: Input<Jobs[Name]>,
    options: RunOptions<never> = {},
  ): Promise<Output<Jobs[Name]>> {
    const client = this.idle.pop() ?? (await new Promise<WorkerClient<Jobs>>((resolve) => this.waiting.push(resolve)));
    try {
      return await client.run(name, input, options as object);
    } finally {
      const next = this.waiting.shift();
      if (next) next(client);
      else this.idle.push(client);
    }
  }
}

/** One worker a core, for the page itself waits while they work; no more than 8, for each holds a recording. */
export function poolSize(cores: number): number {
  return Math.max(1, Math.min(8, cores));
}
