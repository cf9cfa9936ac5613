/** A program with the device's own objects: pipelines, bind groups and memory, all made once. */

import type { CompiledProgram } from './compile';
import type { DeviceMemory } from './device-memory';
import type { Kernel } from './kernels/kernel';
import { planMemory } from './memory-plan';
import type { BufferSlot, Program } from './program';

interface Call {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly workgroups: readonly [number, number, number];
}

/** Pipelines by their code, which knows no shape: all layers of a kind, whatever the model and the batch, are one. */
export class PipelineCache {
  private static readonly caches = new WeakMap<GPUDevice, PipelineCache>();

  private readonly pipelines = new Map<string, Promise<GPUComputePipeline>>();

  private constructor(private readonly device: GPUDevice) {}

  /** A device has one, which outlives a race: the next finds its pipelines compiled. */
  static of(device: GPUDevice): PipelineCache {
    const known = PipelineCache.caches.get(device);
    if (known) return known;
    const made = new PipelineCache(device);
    PipelineCache.caches.set(device, made);
    return made;
  }

  /** Compiles beside the thread that asks; rejects with the compiler's message. */
  get(kernel: Kernel): Promise<GPUComputePipeline> {
    const known = this.pipelines.get(kernel.code);
    if (known) return known;
    const made = this.compile(kernel);
    this.pipelines.set(kernel.code, made);
    return made;
  }

  private compile({ name: label, code, access }: Kernel): Promise<GPUComputePipeline> {
    const { device } = this;
    const entries: GPUBindGroupLayoutEntry[] = [
      ...[0, 1].map((binding) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type: 'uniform' as const },
      })),
      ...access.map((each, index) => ({
        binding: index + 2,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type: each === 'read' ? ('read-only-storage' as const) : ('storage' as const) },
      })),
    ];
    return device.createComputePipelineAsync({
      label,
      layout: device.createPipelineLayout({ bindGroupLayouts: [device.createBindGroupLayout({ entries })] }),
      compute: { module: device.createShaderModule({ label, code }), entryPoint: 'main' },
    });
  }
}

export class DeviceProgram {
  private constructor(
    private readonly calls: readonly Call[],
    private readonly memory: DeviceMemory,
    private readonly sizes: GPUBuffer,
  ) {}

  /** `step` is the uniform; `bound` has a buffer for every bound slot by name. */
  static async create(
    { program, bound: slots }: Pick<CompiledProgram, 'program' | 'bound'>,
    memory: DeviceMemory,
    pipelines: PipelineCache,
    step: GPUBuffer,
    bound: ReadonlyMap<string, GPUBuffer>,
  ): Promise<DeviceProgram> {
    const compiled = await Promise.all(program.dispatches.map(({ kernel }) => pipelines.get(kernel)));
    const { blocks, blockOf } = planMemory(program);
    const memoryOf = takeBlocks(memory, blocks);
    const names = new Map([...slots].map(([name, slot]) => [slot, name]));
    const bufferOf = (slot: BufferSlot): GPUBuffer => {
      const block = blockOf.get(slot);
      const buffer = block === undefined ? bound.get(names.get(slot) ?? '') : memoryOf[block];
      if (!buffer) throw new Error(`The program was given no buffer for "${slot.name}".`);
      return buffer;
    };
    const { sizes, stride } = uploadSizes(memory, program);
    const calls = program.dispatches.map(({ kernel, buffers }, index) => {
      const pipeline = compiled[index] as GPUComputePipeline;
      const group = memory.device.createBindGroup({
        label: kernel.label,
        layout: pipeline.getBindGroupLayout(0),
        entries: [
          { buffer: step },
          { buffer: sizes, offset: index * stride, size: kernel.sizes.byteLength },
          ...buffers.map((slot) => ({ buffer: bufferOf(slot) })),
        ].map((resource, binding) => ({ binding, resource })),
      });
      return { pipeline, group, workgroups: kernel.workgroups };
    });
    return new DeviceProgram(calls, memory, sizes);
  }

  get launches(): number {
    return this.calls.length;
  }

  /** All dispatches in one pass: WebGPU keeps their order, and waits between them only where one reads what another wrote. */
  encode(encoder: GPUCommandEncoder): void {
    const pass = encoder.beginComputePass();
    for (const { pipeline, group, workgroups } of this.calls) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(...workgroups);
    }
    pass.end();
  }

  dispose(): void {
    this.memory.give(this.sizes);
  }
}

/** The sizes of all dispatches in one buffer, each where a uniform may begin. */
function uploadSizes(memory: DeviceMemory, { dispatches }: Program): { sizes: GPUBuffer; stride: number } {
  const largest = Math.max(0, ...dispatches.map(({ kernel }) => kernel.sizes.byteLength));
  const alignment = memory.device.limits.minUniformBufferOffsetAlignment;
  const stride = alignment * Math.ceil(largest / alignment);
  const words = new Uint32Array((dispatches.length * stride) / 4);
  dispatches.forEach(({ kernel }, index) => {
    words.set(kernel.sizes, (index * stride) / 4);
  });
  return { sizes: memory.upload('sizes', words, GPUBufferUsage.UNIFORM), stride };
}

/** A buffer for each block; blocks of like size get buffers of their own. */
function takeBlocks(memory: DeviceMemory, blocks: readonly number[]): GPUBuffer[] {
  const taken = new Set<GPUBuffer>();
  return blocks.map((words) => {
    for (let ordinal = 0; ; ordinal++) {
      const buffer = memory.block(words, ordinal);
      if (taken.has(buffer)) continue;
      taken.add(buffer);
      return buffer;
    }
  });
}
