/** A program with the device's own objects: pipelines, bind groups and memory, all made once. */

import type { CompiledProgram } from './compile';
import type { DeviceMemory } from './device-memory';
import type { Kernel } from './kernels/kernel';
import { planMemory } from './memory-plan';
import type { BufferSlot } from './program';

interface Call {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly workgroups: readonly [number, number, number];
}

/** Pipelines by their code: the models of a race have most kernels in common. */
export class PipelineCache {
  private readonly pipelines = new Map<string, Promise<GPUComputePipeline>>();

  constructor(private readonly device: GPUDevice) {}

  /** Compiles beside the thread that asks; rejects with the compiler's message. */
  get(kernel: Kernel): Promise<GPUComputePipeline> {
    const known = this.pipelines.get(kernel.code);
    if (known) return known;
    const made = this.compile(kernel);
    this.pipelines.set(kernel.code, made);
    return made;
  }

  private compile({ label, code, access }: Kernel): Promise<GPUComputePipeline> {
    const { device } = this;
    const entries: GPUBindGroupLayoutEntry[] = [
      { binding: 0, visibility: GPUShaderStage.COMPUTE, buffer: { type: 'uniform' } },
      ...access.map((each, index) => ({
        binding: index + 1,
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
  private constructor(private readonly calls: readonly Call[]) {}

  /** `step` is the uniform; `bound` has a buffer for every bound slot by name. */
  static async create(
    { program, bound: slots }: CompiledProgram,
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
    const calls = program.dispatches.map(({ kernel, buffers }, index) => {
      const pipeline = compiled[index] as GPUComputePipeline;
      const group = memory.device.createBindGroup({
        label: kernel.label,
        layout: pipeline.getBindGroupLayout(0),
        entries: [step, ...buffers.map(bufferOf)].map((buffer, binding) => ({ binding, resource: { buffer } })),
      });
      return { pipeline, group, workgroups: kernel.workgroups };
    });
    return new DeviceProgram(calls);
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
