/** Runs a model as a compiled program: one submit a step, and nothing is waited for but the queue's own length. */

import type { Executor, StepSettings, Totals, TrainedState } from '../executor';
import { NO_TOTALS, totalsOf } from '../totals';
import type { CompiledProgram } from './compile';
import type { DeviceProgram } from './device-program';
import {
  bindProgram,
  compilePart,
  createBuffers,
  type ModelBuffers,
  type PlanDevice,
  type PlanRequest,
  stepWords,
  totalWords,
} from './model-buffers';
import { predict } from './prediction';
import { readBack } from './read-back';
import { TotalsReader } from './totals-reader';

/** The pieces share the blocks of what lives within a step, but lie apart from all of a program's own. */
const PIECES_ORDINAL = 1000;

export class PlanExecutor implements Executor {
  readonly kind = 'plan';
  latest: Totals = NO_TOTALS;
  private readonly reader: TotalsReader;
  private steps = 0;
  private beats = 0;

  private constructor(
    private readonly request: PlanRequest,
    private readonly shared: PlanDevice,
    private readonly compiled: CompiledProgram,
    private readonly program: DeviceProgram,
    private readonly buffers: ModelBuffers,
  ) {
    this.reader = new TotalsReader(this.device, buffers.totals, totalWords(request.spec), (totals, beats) => {
      this.latest = totalsOf(totals, beats);
    });
  }

  /** Compiles the training step. Throws `CannotCompileError` where the spec has what no kernel does. */
  static async create(request: PlanRequest, shared: PlanDevice): Promise<PlanExecutor> {
    const part = shared.resident.part('train');
    const compiled = compilePart(request, part, true);
    const { memory } = shared;
    const buffers = createBuffers(request, memory, compiled, part.examples);
    try {
      const pieces = memory.block(compiled.pieceWords, PIECES_ORDINAL);
      const more = { order: buffers.order, pieces };
      const program = await bindProgram(compiled, shared, request.spec, part, buffers, more);
      return new PlanExecutor(request, shared, compiled, program, buffers);
    } catch (thrown) {
      giveAll(buffers, shared);
      throw thrown;
    }
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
    memory.write(this.buffers.totals, new Float32Array(totalWords(this.request.spec)));
    this.beats = 0;
    this.latest = NO_TOTALS;
  }

  async step(settings: StepSettings): Promise<void> {
    this.steps += 1;
    this.beats += settings.count;
    this.device.queue.writeBuffer(this.buffers.step, 0, stepWords(settings, this.steps));
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
    return predict(this.request, this.shared, this.buffers, examples, signal);
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
    giveAll(this.buffers, this.shared);
  }

  private get device(): GPUDevice {
    return this.shared.memory.device;
  }
}

function giveAll(buffers: ModelBuffers, { memory }: PlanDevice): void {
  for (const buffer of Object.values(buffers)) memory.give(buffer);
}
