import type * as Jax from '@jax-js/jax';
import { biasCorrection } from '../../../src/engine/adam';
import type { ModelSpec } from '../../../src/fusion/model-spec';
import { SPEED_CLASSES } from '../../../src/study/speed-models';
import { SPEED_LEARNING_RATE } from '../../../src/study/speed-run';
import { busyMilliseconds, type Case, type Contender, type Entrant, type RivalBatch, seconds } from './contender';
import { countDispatches } from './gpu-meter';
import { initialState, type JaxState, type JaxStep, jaxStep } from './jax-model';
import { firstWeights, oneHot } from './trial';

type JaxArray = Jax.numpy.Array;
type Device = 'webgpu' | 'wasm';

/** jax-js (github.com/ekzhang/jax-js) on a device of its own, the step compiled by its `jit`; its batches lie ready there. */
export function jaxEntrant(device: Device): Entrant {
  return {
    engine: 'jax-js',
    backend: device,
    open: async (trial) => new JaxContender(device, await startJax(device), trial),
  };
}

async function startJax(device: Device): Promise<typeof Jax> {
  const jax = await import('@jax-js/jax');
  if (!(await jax.init(device)).includes(device)) throw new Error(`jax-js does not start on ${device} here.`);
  jax.defaultDevice(device);
  return jax;
}

/** It queues without bound by itself; a wait every few steps keeps its memory in bounds and its device busy. */
const STEPS_IN_FLIGHT = 8;

interface Member {
  readonly step: JaxStep;
  state: JaxState;
  /** `[batch][branch]` */
  readonly inputs: readonly JaxArray[][];
}

class JaxContender implements Contender {
  readonly engine = 'jax-js';
  private readonly members: readonly Member[];
  private readonly truths: readonly JaxArray[];
  private steps = 0;

  constructor(
    readonly backend: Device,
    private readonly jax: typeof Jax,
    { model, batch, batches }: Case,
  ) {
    this.truths = batches.map(({ labels }) =>
      jax.numpy.array(oneHot(labels, SPEED_CLASSES)).reshape([batch, SPEED_CLASSES]),
    );
    this.members = model.members.map((spec) => ({
      step: jaxStep(jax, spec),
      state: initialState(jax, spec, firstWeights(spec)),
      inputs: batches.map((each) => this.inputsOf(spec, each, batch)),
    }));
  }

  async losses(steps: number): Promise<readonly number[]> {
    const losses: number[] = [];
    for (let step = 0; step < steps; step++) {
      let sum = 0;
      for (const loss of this.step()) sum += (await loss.data())[0] as number;
      losses.push(sum);
    }
    return losses;
  }

  train(steps: number): Promise<number> {
    return seconds(async () => {
      for (let step = 1; step <= steps; step++) {
        const losses = this.step();
        if (step % STEPS_IN_FLIGHT === 0 || step === steps) await this.jax.blockUntilReady(losses);
        for (const loss of losses) loss.dispose();
      }
    });
  }

  async issue(): Promise<number | null> {
    if (this.backend === 'wasm') return null;
    return busyMilliseconds(async () => {
      const losses = this.step();
      await this.jax.blockUntilReady(losses);
      for (const loss of losses) loss.dispose();
    });
  }

  async launches(): Promise<number | null> {
    return this.backend === 'wasm' ? null : countDispatches(() => this.train(1));
  }

  async dispose(): Promise<void> {
    const { tree } = this.jax;
    for (const { state, inputs } of this.members) tree.dispose([state, inputs as JaxArray[][]]);
    tree.dispose([...this.truths]);
  }

  /** Hands one step to the device; the losses that it began with, by member. */
  private step(): JaxArray[] {
    const index = this.steps % this.truths.length;
    this.steps += 1;
    const rate = SPEED_LEARNING_RATE * biasCorrection(this.steps);
    return this.members.map((member) => {
      const inputs = (member.inputs[index] as JaxArray[]).map((each) => each.ref);
      const truth = (this.truths[index] as JaxArray).ref;
      const { loss, state } = member.step(member.state, inputs, truth, this.jax.numpy.array([rate]).reshape([]));
      member.state = state;
      return loss;
    });
  }

  /** `[beat, channel, ...space]` by branch: with one channel the numbers lie as they did. */
  private inputsOf({ branches }: ModelSpec, { inputs }: RivalBatch, batch: number): JaxArray[] {
    return branches.map(({ representation, inputShape }) => {
      const channels = inputShape.at(-1) as number;
      const shape = inputShape.length === 1 ? [channels] : [channels, ...inputShape.slice(0, -1)];
      if (inputShape.length > 1 && channels !== 1) throw new Error('The bench has inputs of one channel only.');
      return this.jax.numpy.array(inputs[representation] as Float32Array<ArrayBuffer>).reshape([batch, ...shape]);
    });
  }
}
