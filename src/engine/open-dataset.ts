/** A dataset made ready for training on the backend that runs, and the runs that share it. */

import type { Dataset } from '../domain/dataset';
import type { TrainingSettings } from '../domain/experiment';
import type { ModelSpec } from '../fusion/model-spec';
import { OpsExecutor } from './ops/ops-executor';
import { TrainingRun } from './training-run';

export interface RunRequest {
  readonly spec: ModelSpec;
  readonly settings: TrainingSettings;
  /** By class; their mean over the training beats is 1. */
  readonly classWeights: readonly number[];
  readonly seed: number;
}

export interface OpenDataset {
  createRun(request: RunRequest): Promise<TrainingRun>;
  dispose(): void;
}

export async function openDataset(dataset: Dataset): Promise<OpenDataset> {
  return {
    createRun: async ({ spec, settings, classWeights, seed }) => {
      const executor = new OpsExecutor(spec, dataset, classWeights, seed);
      return new TrainingRun({ spec, dataset, settings, executor, seed });
    },
    dispose: () => {},
  };
}
