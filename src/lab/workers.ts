import type { IngestJobs, RepresentationJobs, TrainingJobs } from '../../workers/protocol';
import { WorkerClient } from './worker-client';
import { poolSize, WorkerPool } from './worker-pool';

export interface LabWorkers {
  readonly ingest: WorkerClient<IngestJobs>;
  /** A worker of its own for the eye, so that a slider never waits behind a training set. */
  readonly preview: WorkerClient<RepresentationJobs>;
  /** Another one, for what is chosen on the strip: with medians for the baseline, a day's first card takes a second or more. */
  readonly stretch: WorkerClient<RepresentationJobs>;
  readonly representation: WorkerPool<RepresentationJobs>;
  readonly training: WorkerClient<TrainingJobs>;
}

/** None is started before its first job. */
export function createWorkers(): LabWorkers {
  // Vite finds a worker by this very form of call, so each is written out.
  const representation = (): Worker =>
    new Worker(new URL('../../workers/representation.ts', import.meta.url), { type: 'module', name: 'representation' });
  return {
    ingest: new WorkerClient(
      'file',
      () => new Worker(new URL('../../workers/ingest.ts', import.meta.url), { type: 'module', name: 'ingest' }),
    ),
    preview: new WorkerClient('preview', representation),
    stretch: new WorkerClient('stretch', representation),
    representation: new WorkerPool('representation', representation, poolSize(navigator.hardwareConcurrency)),
    training: new WorkerClient(
      'training',
      () => new Worker(new URL('../../workers/training.ts', import.meta.url), { type: 'module', name: 'training' }),
    ),
  };
}
