import type { OpenDataset } from '../../../src/engine/open-dataset';
import { SpeedRun } from '../../../src/study/speed-run';
import { busyMilliseconds, type Case, type Contender, type Entrant, seconds } from './contender';
import { countLaunches, runsWhileIssued } from './tfjs-backend';

/** Ours, through the same `SpeedRun` that the page's speed test uses. It gathers its batches; the rivals' are ready made. */
export function labEntrant(backend: string, opened: OpenDataset): Entrant {
  return {
    engine: 'lab',
    backend,
    open: async ({ model, batch }: Case) => new LabContender(backend, await SpeedRun.create(opened, model, batch)),
  };
}

class LabContender implements Contender {
  readonly engine = 'lab';

  constructor(
    readonly backend: string,
    private readonly run: SpeedRun,
  ) {}

  async losses(steps: number): Promise<readonly number[]> {
    const losses: number[] = [];
    for (let step = 0; step < steps; step++) {
      this.run.begin();
      await this.run.step();
      losses.push(await this.run.settle());
    }
    this.run.begin();
    return losses;
  }

  train(steps: number): Promise<number> {
    return seconds(async () => {
      for (let step = 0; step < steps; step++) await this.run.step();
      await this.run.settle();
    });
  }

  async issue(): Promise<number | null> {
    if (runsWhileIssued()) return null;
    await this.run.settle();
    const milliseconds = await busyMilliseconds(() => this.run.step());
    await this.run.settle();
    return milliseconds;
  }

  launches(): Promise<number> {
    return countLaunches(() => this.train(1));
  }

  async dispose(): Promise<void> {
    this.run.dispose();
  }
}
