import { EPSILON, FIRST_DECAY, SECOND_DECAY } from '../../../src/engine/adam';
import { placeLayers } from '../../../src/fusion/model-shapes';
import { SPEED_SHAPES } from '../../../src/study/speed-models';
import { SPEED_LEARNING_RATE } from '../../../src/study/speed-run';
import type { Case, Contender, Entrant } from './contender';
import { type PytorchFound, PytorchProcess } from './pytorch-process';
import { firstWeights } from './trial';

interface Variant {
  readonly device: 'cpu' | 'cuda';
  readonly threads: number;
  readonly backend: string;
}

/** Eager PyTorch on one thread, on all, and on CUDA; or one entrant that says why there is none. */
export function pytorchEntrants(found: PytorchFound): readonly Entrant[] {
  if ('cannot' in found) {
    const open = async (): Promise<never> => {
      throw new Error(found.cannot);
    };
    return [{ engine: 'pytorch', backend: 'any', open }];
  }
  const { python, probe } = found;
  const variants: Variant[] = [{ device: 'cpu', threads: 1, backend: 'cpu, 1 thread' }];
  if (probe.threads > 1)
    variants.push({ device: 'cpu', threads: probe.threads, backend: `cpu, ${probe.threads} threads` });
  if (probe.cuda) variants.push({ device: 'cuda', threads: probe.threads, backend: `cuda, ${probe.cuda}` });
  return variants.map((variant) => ({
    engine: 'pytorch',
    backend: `${variant.backend} (torch ${probe.version})`,
    open: (trial) => PytorchContender.open(python, variant, trial),
  }));
}

class PytorchContender implements Contender {
  readonly engine = 'pytorch';

  private constructor(
    readonly backend: string,
    private readonly process: PytorchProcess,
  ) {}

  static async open(python: string, variant: Variant, trial: Case): Promise<Contender> {
    const contender = new PytorchContender(variant.backend, new PytorchProcess(python));
    try {
      await contender.process.ask({ do: 'open', ...variant, ...requestOf(trial) });
    } catch (thrown) {
      await contender.dispose();
      throw thrown;
    }
    return contender;
  }

  losses(steps: number): Promise<readonly number[]> {
    return this.process.ask({ do: 'losses', steps });
  }

  train(steps: number): Promise<number> {
    return this.process.ask({ do: 'train', steps });
  }

  issue(): Promise<number | null> {
    return this.process.ask({ do: 'issue' });
  }

  launches(): Promise<number | null> {
    return this.process.ask({ do: 'launches' });
  }

  peakGpuBytes(): Promise<number | null> {
    return this.process.ask({ do: 'peak' });
  }

  async dispose(): Promise<void> {
    this.process.end();
  }
}

function requestOf({ model, batches }: Case) {
  return {
    learningRate: SPEED_LEARNING_RATE,
    decays: [FIRST_DECAY, SECOND_DECAY],
    epsilon: EPSILON,
    shapes: SPEED_SHAPES,
    members: model.members.map((spec) => ({
      branches: spec.branches,
      placed: placeLayers(spec),
      weights: firstWeights(spec).map((each) => ({ ...each, values: base64(each.values) })),
    })),
    batches: batches.map(({ inputs, labels }) => ({
      inputs: Object.fromEntries(Object.entries(inputs).map(([id, values]) => [id, base64(values)])),
      labels: [...labels],
    })),
  };
}

/** Float32, little-endian as all machines that the bench runs on are. */
function base64({ buffer, byteOffset, byteLength }: Float32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}
