/** A trained model asked for probabilities: a program of its own, with running statistics and without dropout. */

import { DeviceLostError } from '../device-lost';
import type { DeviceProgram } from './device-program';
import { reportingErrors } from './error-scopes';
import { STEP_BYTES } from './kernels/kernel';
import {
  bindProgram,
  compilePart,
  type ModelBuffers,
  type PlanDevice,
  type PlanRequest,
  stepWords,
} from './model-buffers';
import { readBack } from './read-back';

const PREDICTION_BATCH = 256;
const NO_LEARNING = { learningRate: 0, weightDecay: 0, gradientClip: Number.POSITIVE_INFINITY };

/** `[example, class]`. Rejects with the signal's reason when aborted, with `OutOfMemoryError` where there is no room. */
export function predict(
  request: PlanRequest,
  shared: PlanDevice,
  model: ModelBuffers,
  examples: Uint32Array,
  signal?: AbortSignal,
): Promise<Float32Array> {
  const { memory, resident } = shared;
  const attempt = (): Promise<Float32Array> => predictOnce(request, shared, model, examples, signal);
  return memory.attempt(() => resident.attempt(() => reportingErrors(memory.device, attempt)));
}

async function predictOnce(
  { spec, ...request }: PlanRequest,
  shared: PlanDevice,
  model: ModelBuffers,
  examples: Uint32Array,
  signal?: AbortSignal,
): Promise<Float32Array> {
  const { memory, resident } = shared;
  const part = resident.part(resident.partOf(examples));
  const compiled = compilePart({ ...request, spec, batchSize: PREDICTION_BATCH }, part, false);
  const places = examples.map((example) => part.places[example] as number);
  const order = memory.upload('order of prediction', places);
  const probabilities = memory.create('probabilities', part.examples * spec.classes);
  const step = memory.create('prediction step', STEP_BYTES / 4, GPUBufferUsage.UNIFORM);
  try {
    const program = await bindProgram(compiled, shared, spec, part, { ...model, step }, { order, probabilities });
    try {
      await runBatches(memory.device, program, step, examples.length, signal);
    } finally {
      program.dispose();
    }
    const words = examples.length * spec.classes;
    const [values] = await readBack(memory.device, [{ buffer: probabilities, words }]);
    return values as Float32Array;
  } finally {
    for (const buffer of [order, probabilities, step]) memory.give(buffer);
  }
}

/** One batch computes while the next is being issued. */
async function runBatches(
  device: GPUDevice,
  program: DeviceProgram,
  step: GPUBuffer,
  examples: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  let before = Promise.resolve<unknown>(undefined);
  for (let from = 0; from < examples; from += PREDICTION_BATCH) {
    signal?.throwIfAborted();
    const count = Math.min(PREDICTION_BATCH, examples - from);
    device.queue.writeBuffer(step, 0, stepWords({ ...NO_LEARNING, from, count }, 0));
    const encoder = device.createCommandEncoder();
    program.encode(encoder);
    device.queue.submit([encoder.finish()]);
    await before;
    before = done(device);
  }
  await before;
}

async function done(device: GPUDevice): Promise<void> {
  await device.queue.onSubmittedWorkDone().catch((thrown: unknown) => {
    throw new DeviceLostError(thrown instanceof Error ? thrown.message : String(thrown));
  });
}
