/** The numbers of one model on the device, and its programs bound to them. */

import type { ModelSpec } from '../../fusion/model-spec';
import { biasCorrection } from '../adam';
import type { StepSettings } from '../executor';
import { initialParameters, initialStatistics } from '../parameter-layout';
import { type CompiledProgram, compile } from './compile';
import type { DeviceMemory } from './device-memory';
import { DeviceProgram, type PipelineCache } from './device-program';
import { STEP_BYTES } from './kernels/kernel';
import type { ResidentDataset, ResidentPart } from './resident-dataset';

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

export interface ModelBuffers {
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

/** Words of the totals: loss, hits, and the squared gradient of each branch. */
export function totalWords({ branches }: ModelSpec): number {
  return 2 + branches.length;
}

/** Throws `CannotCompileError`, `OutOfMemoryError`. */
export function compilePart(
  { spec, batchSize, seed }: PlanRequest,
  part: ResidentPart,
  training: boolean,
): CompiledProgram {
  const pages = Object.fromEntries(
    spec.branches.map(({ representation }) => [representation, part.pages(representation)]),
  );
  const { examples } = part;
  return compile({ spec, batch: batchSize, seed, training, pages, examples });
}

/** The program over the model's buffers, the part's and `more`. */
export function bindProgram(
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

export function createBuffers(
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
    totals: memory.create(`${name} totals`, totalWords(spec)),
    order: memory.create(`${name} order`, examples),
    step: memory.create(`${name} step`, STEP_BYTES / 4, GPUBufferUsage.UNIFORM),
  };
}

/** The uniform of a step as the kernels read it; `number` counts the optimiser's steps, this one included. */
export function stepWords(settings: StepSettings, number: number): Uint32Array<ArrayBuffer> {
  const { from, count, learningRate, weightDecay, gradientClip } = settings;
  const words = new Uint32Array(STEP_BYTES / 4);
  words.set([count, from, number]);
  new Float32Array(words.buffer).set(
    [
      learningRate * biasCorrection(Math.max(number, 1)),
      learningRate * weightDecay,
      Number.isFinite(gradientClip) ? gradientClip : 0,
    ],
    3,
  );
  return words;
}
