/** What every kernel shares: its shape as data, and the WGSL that all of them begin with. */

/** One dispatch of a program, without the buffers that it is given. */
export interface Kernel {
  /** For a person who reads a trace: `convolution 32x32x1 -> 8`. */
  readonly label: string;
  /** WGSL; binding 0 is the step, binding n the n-th buffer. */
  readonly code: string;
  readonly access: readonly ('read' | 'write')[];
  readonly workgroups: readonly [number, number, number];
}

/** What changes from step to step; everything else is a constant in the code. Eight words. */
export const STEP = /* wgsl */ `
struct Step {
  count: u32,         // beats in this batch; fewer than the program's batch in the last of an epoch
  first: u32,         // the batch begins here in the order of the epoch
  number: u32,        // optimiser steps, this one included
  rate: f32,          // learning rate with Adam's bias correction
  decay: f32,         // learning rate times weight decay
  clip: f32,          // largest norm of the gradient; 0 for none
}
@group(0) @binding(0) var<uniform> step: Step;
`;

/** Bytes of the uniform: WGSL rounds a struct up to 16. */
export const STEP_BYTES = 32;

/** Words of 4 bytes; the type is `f32` unless told. */
export function binding(index: number, name: string, access: 'read' | 'write', type = 'f32'): string {
  const mode = access === 'read' ? 'read' : 'read_write';
  return `@group(0) @binding(${index}) var<storage, ${mode}> ${name}: array<${type}>;\n`;
}

/** Invocations of a workgroup in kernels that give each one its own output. */
export const WORKGROUP = 64;

const LARGEST_DIMENSION = 65535;

/** Workgroups for `invocations`, folded into two dimensions where one would pass the limit. */
export function workgroupsFor(invocations: number, perWorkgroup = WORKGROUP): [number, number, number] {
  const all = Math.max(1, Math.ceil(invocations / perWorkgroup));
  const columns = Math.min(all, LARGEST_DIMENSION);
  return [columns, Math.ceil(all / columns), 1];
}

/** `main` with `index`, the invocation's number over both dimensions. */
export function main(body: string, perWorkgroup = WORKGROUP): string {
  return /* wgsl */ `
@compute @workgroup_size(${perWorkgroup})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
        @builtin(local_invocation_index) lane: u32) {
  let index = (group.y * groups.x + group.x) * ${perWorkgroup}u + lane;
${body}
}
`;
}

/** A number as a WGSL f32 literal. */
export function float(value: number): string {
  const text = String(Math.fround(value));
  return /[.e]/.test(text) ? `${text}f` : `${text}.0f`;
}

/** Where the features of each beat lie in a buffer: the first beat's begin at `offset`, the next one's `stride` later. */
export interface Placement {
  readonly offset: number;
  readonly stride: number;
}

/** WGSL for the place of feature `inner` of a beat. */
export function place({ offset, stride }: Placement, beat: string, inner: string): string {
  return `(${beat} * ${stride}u + ${offset}u + ${inner})`;
}
