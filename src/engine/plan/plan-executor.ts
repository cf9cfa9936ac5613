/** Runs a model as a compiled program: one submit a step, and nothing is waited for but the queue's own length. */

import type { ModelSpec } from '../../fusion/model-spec';
import { biasCorrection } from '../adam';
import { DeviceLostError } from '../device-lost';
import type { Executor, StepSettings, Totals, TrainedState } from '../executor';
import { initialParameters, initialStatistics } from '../parameter-layout';
import { NO_TOTALS, totalsOf } from '../totals';
import { type CompiledProgram, compile } from './compile';
import type { DeviceMemory } from './device-memory';
import { DeviceProgram, type PipelineCache } from './device-program';
import { STEP_BYTES } from './kernels/kernel';
import { readBack } from './read-back';
import type { ResidentDataset, ResidentPart } from './resident-dataset';
import { TotalsReader } from './totals-reader';

const PREDICTION_BATCH = 256;

export interface PlanRequest {
  readonly spec: ModelSpec;
  readonly batchSize: number;
  readonly classWeights: readonly number[];
  readonly seed: number;
}

/** What the runs on one device share. */
export interface PlanDevice {
  readonly memory: DeviceMemory;
  readonly pipelines: PipelineCache;
  readonly resident: ResidentDataset;
}

/** The numbers of one model on the device. */
interface ModelBuffers {
  readonly parameters: GPUBuffer;
  readonly statistics: GPUBuffer;
  readonly firstMoment: GPUBuffer;
  readonly secondMoment: GPUBuffer;
  readonly gradient: GPUBuffer;
  readonly table: GPUBuffer;
  readonly classWeights: GPUBuffer;
  readonly totals: GPUBuffer;
  readonly order: GPUBuffer;
  readonly step: GPUBuffer;
}

export class PlanExecutor implements Executor {
  readonly kind = 'plan';
  latest: Totals = NO_TOTALS;
  private readonly reader: TotalsReader;
  private readonly settings = new ArrayBuffer(STEP_BYTES);
  private steps = 0;
  private beats = 0;

  private constructor(
    private readonly request: PlanRequest,
    private readonly shared: PlanDevice,
    private readonly compiled: CompiledProgram,
    private readonly program: DeviceProgram,
    private readonly buffers: ModelBuffers,
  ) {
    this.reader = new TotalsReader(this.device, buffers.totals, this.totalWords, (totals, beats) => {
      this.latest = totalsOf(totals, beats);
    });
  }

  /** Compiles the training step. Throws `CannotCompileError` where the spec has what no kernel does. */
  static async create(request: PlanRequest, shared: PlanDevice): Promise<PlanExecutor> {
    const part = shared.resident.part('train');
    const compiled = compilePart(request, part, true);
    const buffers = createBuffers(request, shared.memory, compiled, part.examples);
    const program = await bind(compiled, shared, request.spec, part, buffers, {
      order: buffers.order,
      pieces: shared.memory.block(compiled.pieceWords, PIECES_ORDINAL),
    });
    return new PlanExecutor(request, shared, compiled, program, buffers);
  }

  get cost(): { readonly launchesPerStep: number; readonly allocatedGpuBytes: number } {
    return { launchesPerStep: this.program.launches, allocatedGpuBytes: this.shared.memory.bytes };
  }

  beginEpoch(order: Uint32Array): void {
    const { memory, resident } = this.shared;
    const { places } = resident.part('train');
    memory.write(
      this.buffers.order,
      order.map((example) => places[example] as number),
    );
    memory.write(this.buffers.totals, new Float32Array(this.totalWords));
    this.beats = 0;
    this.latest = NO_TOTALS;
  }

  async step(settings: StepSettings): Promise<void> {
    this.steps += 1;
    this.beats += settings.count;
    this.writeStep(this.buffers.step, settings);
    const encoder = this.device.createCommandEncoder();
    this.program.encode(encoder);
    const follow = this.reader.encode(encoder, this.beats);
    this.device.queue.submit([encoder.finish()]);
    await follow();
  }

  async totals(): Promise<Totals> {
    const encoder = this.device.createCommandEncoder();
    const follow = this.reader.encode(encoder, this.beats, true);
    this.device.queue.submit([encoder.finish()]);
    await follow();
    await this.reader.settle();
    return this.latest;
  }

  async probabilities(examples: Uint32Array, signal?: AbortSignal): Promise<Float32Array> {
    if (examples.length === 0) return new Float32Array(0);
    const { classes } = this.request.spec;
    const { memory, resident } = this.shared;
    const part = resident.part(resident.partOf(examples));
    const order = memory.upload(
      'order of prediction',
      examples.map((example) => part.places[example] as number),
    );
    const probabilities = memory.create('probabilities', part.examples * classes);
    const step = memory.create('prediction step', STEP_BYTES / 4, GPUBufferUsage.UNIFORM);
    try {
      const request = { ...this.request, batchSize: PREDICTION_BATCH };
      const compiled = compilePart(request, part, false);
      const buffers = { ...this.buffers, step };
      const program = await bind(compiled, this.shared, request.spec, part, buffers, { order, probabilities });
      try {
        await this.predictBatches(program, step, examples.length, signal);
      } finally {
        program.dispose();
      }
      const [values] = await readBack(this.device, [{ buffer: probabilities, words: examples.length * classes }]);
      return values as Float32Array;
    } finally {
      for (const buffer of [order, probabilities, step]) memory.give(buffer);
    }
  }

  setClassWeights(weights: readonly number[]): void {
    this.shared.memory.write(this.buffers.classWeights, Float32Array.from(weights));
  }

  /** The gradient of the latest step, for tests and the self-test. */
  async gradient(): Promise<Float32Array> {
    const [gradient] = await readBack(this.device, [
      { buffer: this.buffers.gradient, words: this.compiled.parameters.length },
    ]);
    return gradient as Float32Array;
  }

  async snapshot(): Promise<TrainedState> {
    const { parameters: layout, statistics: carried } = this.compiled;
    const { buffers, steps } = this;
    const [parameters, firstMoment, secondMoment, statistics] = (await readBack(this.device, [
      { buffer: buffers.parameters, words: layout.length },
      { buffer: buffers.firstMoment, words: layout.length },
      { buffer: buffers.secondMoment, words: layout.length },
      { buffer: buffers.statistics, words: carried.length },
    ])) as [Float32Array, Float32Array, Float32Array, Float32Array];
    return { steps, parameters, firstMoment, secondMoment, statistics };
  }

  restore(state: TrainedState): void {
    const { memory } = this.shared;
    this.steps = state.steps;
    memory.write(this.buffers.parameters, state.parameters);
    memory.write(this.buffers.firstMoment, state.firstMoment);
    memory.write(this.buffers.secondMoment, state.secondMoment);
    memory.write(this.buffers.statistics, state.statistics);
  }

  dispose(): void {
    this.reader.dispose();
    this.program.dispose();
    for (const buffer of Object.values(this.buffers)) this.shared.memory.give(buffer);
  }

  private get device(): GPUDevice {
    return this.shared.memory.device;
  }

  private get totalWords(): number {
    return 2 + this.request.spec.branches.length;
  }

  private writeStep(into: GPUBuffer, { from, count, learningRate, weightDecay, gradientClip }: StepSettings): void {
    new Uint32Array(this.settings, 0, 3).set([count, from, this.steps]);
    new Float32Array(this.settings, 12, 3).set([
      learningRate * biasCorrection(Math.max(this.steps, 1)),
      learningRate * weightDecay,
      Number.isFinite(gradientClip) ? gradientClip : 0,
    ]);
    this.device.queue.writeBuffer(into, 0, this.settings);
  }

  private async predictBatches(
    program: DeviceProgram,
    step: GPUBuffer,
    examples: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    let before = Promise.resolve<unknown>(undefined);
    for (let from = 0; from < examples; from += PREDICTION_BATCH) {
      signal?.throwIfAborted();
      const count = Math.min(PREDICTION_BATCH, examples - from);
      this.writeStep(step, { ...NO_LEARNING, from, count });
      const encoder = this.device.createCommandEncoder();
      program.encode(encoder);
      this.device.queue.submit([encoder.finish()]);
      // One batch computes while the next is being issued.
      await before;
      before = done(this.device);
    }
    await before;
  }
}

const NO_LEARNING = { learningRate: 0, weightDecay: 0, gradientClip: Number.POSITIVE_INFINITY };

/** The pieces share the blocks of what lives within a step, but lie apart from all of a program's own. */
const PIECES_ORDINAL = 1000;

function compilePart({ spec, batchSize, seed }: PlanRequest, part: ResidentPart, training: boolean): CompiledProgram {
  const pages = Object.fromEntries(
    spec.branches.map(({ representation }) => [representation, part.pages(representation)]),
  );
  const { examples } = part;
  return compile({ spec, batch: batchSize, seed, training, pages, examples });
}

function bind(
  compiled: CompiledProgram,
  { memory, pipelines, resident }: PlanDevice,
  spec: ModelSpec,
  part: ResidentPart,
  buffers: ModelBuffers,
  more: Readonly<Record<string, GPUBuffer>>,
): Promise<DeviceProgram> {
  const named = new Map<string, GPUBuffer>([
    ['parameters', buffers.parameters],
    ['statistics', buffers.statistics],
    ['first moment', buffers.firstMoment],
    ['second moment', buffers.secondMoment],
    ['gradient', buffers.gradient],
    ['table', buffers.table],
    ['class weights', buffers.classWeights],
    ['totals', buffers.totals],
    ['labels', part.labels],
    ...Object.entries(more),
  ]);
  for (const { representation } of spec.branches) {
    const { mean, scale } = resident.normaliser(representation);
    named.set(`mean/${representation}`, mean);
    named.set(`scale/${representation}`, scale);
    part.pages(representation).forEach(({ buffer }, index) => {
      named.set(`pages/${representation}/${index}`, buffer);
    });
  }
  return DeviceProgram.create(compiled, memory, pipelines, buffers.step, named);
}

function createBuffers(
  { spec, classWeights, seed }: PlanRequest,
  memory: DeviceMemory,
  { parameters, statistics, gradientTable }: CompiledProgram,
  examples: number,
): ModelBuffers {
  const { name } = spec;
  return {
    parameters: memory.upload(`${name} parameters`, initialParameters(parameters, seed)),
    statistics: memory.upload(`${name} statistics`, initialStatistics(statistics)),
    firstMoment: memory.create(`${name} first moment`, parameters.length),
    secondMoment: memory.create(`${name} second moment`, parameters.length),
    gradient: memory.create(`${name} gradient`, parameters.length),
    table: memory.upload(`${name} table`, gradientTable),
    classWeights: memory.upload(`${name} class weights`, Float32Array.from(classWeights)),
    totals: memory.create(`${name} totals`, 2 + spec.branches.length),
    order: memory.create(`${name} order`, examples),
    step: memory.create(`${name} step`, STEP_BYTES / 4, GPUBufferUsage.UNIFORM),
  };
}

async function done(device: GPUDevice): Promise<void> {
  await device.queue.onSubmittedWorkDone().catch((thrown: unknown) => {
    throw new DeviceLostError(thrown instanceof Error ? thrown.message : String(thrown));
  });
}
