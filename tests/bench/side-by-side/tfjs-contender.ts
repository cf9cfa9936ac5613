import { dispose, type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { SPEED_CLASSES } from '../../../src/study/speed-models';
import { busyMilliseconds, type Case, type Contender, type Entrant, seconds } from './contender';
import { countLaunches, runsWhileIssued } from './tfjs-backend';
import { buildLayersModel } from './tfjs-model';
import { firstWeights, oneHot } from './trial';

/** Stock tfjs layers: `trainOnBatch` on the backend that ours runs on. Its batches are made tensors before any clock runs. */
export function tfjsEntrant(backend: string): Entrant {
  return { engine: 'tfjs', backend, open: async (trial) => new TfjsContender(backend, trial) };
}

interface Member {
  readonly model: LayersModel;
  /** `[batch][branch]` */
  readonly inputs: readonly Tensor[][];
}

class TfjsContender implements Contender {
  readonly engine = 'tfjs';
  private readonly members: readonly Member[];
  private readonly labels: readonly Tensor[];
  private steps = 0;

  constructor(
    readonly backend: string,
    { model, batch, batches }: Case,
  ) {
    this.labels = batches.map(({ labels }) => tensor(oneHot(labels, SPEED_CLASSES), [batch, SPEED_CLASSES]));
    this.members = model.members.map((spec) => ({
      model: buildLayersModel(spec, firstWeights(spec)),
      inputs: batches.map(({ inputs }) =>
        spec.branches.map(({ representation, inputShape }) =>
          tensor(inputs[representation] as Float32Array, [batch, ...inputShape]),
        ),
      ),
    }));
  }

  async losses(steps: number): Promise<readonly number[]> {
    const losses: number[] = [];
    for (let step = 0; step < steps; step++) losses.push(await this.step());
    return losses;
  }

  /** `trainOnBatch` reads its loss, so every step waits for the device. */
  train(steps: number): Promise<number> {
    return seconds(async () => {
      for (let step = 0; step < steps; step++) await this.step();
    });
  }

  async issue(): Promise<number | null> {
    if (runsWhileIssued()) return null;
    let milliseconds = 0;
    for (const member of this.members) milliseconds += await busyMilliseconds(() => this.trainMember(member));
    this.steps += 1;
    return milliseconds;
  }

  launches(): Promise<number> {
    return countLaunches(() => this.train(1));
  }

  async dispose(): Promise<void> {
    for (const { model, inputs } of this.members) {
      model.dispose();
      dispose([...inputs]);
    }
    dispose([...this.labels]);
  }

  private async step(): Promise<number> {
    let loss = 0;
    for (const member of this.members) loss += await this.trainMember(member);
    this.steps += 1;
    return loss;
  }

  private async trainMember({ model, inputs }: Member): Promise<number> {
    const index = this.steps % inputs.length;
    return (await model.trainOnBatch(inputs[index] as Tensor[], this.labels[index] as Tensor)) as number;
  }
}
