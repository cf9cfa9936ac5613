import { BACKEND_CHAIN, type BackendRequest } from '../../../src/engine/backend-chain';
import { count, listOf, oneOf, positive, readArguments } from '../../../src/headless/arguments';
import { SPEED_MODELS, type SpeedModelName } from '../../../src/study/speed-models';
import { ENGINES, type EngineName } from './contender';

/** What `--only` may name. */
const PARTS = ['training', 'representations'] as const;

export interface BenchArguments {
  readonly only: (typeof PARTS)[number];
  /** Folder of MIT-BIH, for the representations; undefined where the tests' own is meant. */
  readonly data: string | undefined;
  readonly out: string | undefined;
  readonly backend: BackendRequest;
  readonly models: readonly SpeedModelName[];
  readonly engines: readonly EngineName[];
  /** Undefined where it depends on the adapter. */
  readonly batches: readonly number[] | undefined;
  readonly seconds: number | undefined;
}

const OPTIONS = {
  only: { type: 'string' },
  data: { type: 'string' },
  out: { type: 'string' },
  backend: { type: 'string' },
  models: { type: 'string' },
  engines: { type: 'string' },
  batch: { type: 'string' },
  seconds: { type: 'string' },
} as const;

/** What stands after `lab bench`. Throws `LabError` for what is not understood. */
export function readBenchArguments(args: readonly string[]): BenchArguments {
  const { values } = readArguments(args, { options: OPTIONS });
  return {
    only: oneOf('--only', values.only ?? 'training', PARTS),
    data: values.data,
    out: values.out,
    backend: oneOf('--backend', values.backend ?? 'webgpu', ['auto', ...BACKEND_CHAIN]),
    models: listOf(values.models)?.map((each) => oneOf('--models', each, SPEED_MODELS)) ?? SPEED_MODELS,
    engines: listOf(values.engines)?.map((each) => oneOf('--engines', each, ENGINES)) ?? ENGINES,
    batches: listOf(values.batch)?.map((each) => count('--batch', each, 1)),
    seconds: values.seconds === undefined ? undefined : positive('--seconds', values.seconds, 1),
  };
}
