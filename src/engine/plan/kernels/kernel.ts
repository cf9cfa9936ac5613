/** What every kernel shares: its sizes as data, and the WGSL that all of them begin with. */

import { CannotCompileError } from '../cannot-compile';

/** One dispatch of a program, without the buffers that it is given. */
export interface Kernel {
  /** What the code does, for every shape. */
  readonly name: string;
  /** For a person who reads a trace: `convolution 32x32x1 -> 8`. */
  readonly label: string;
  /** WGSL; binding 0 is the step, binding 1 the sizes, binding n + 2 the n-th buffer. */
  readonly code: string;
  /** Contents of the uniform `sizes`. */
  readonly sizes: Uint32Array<ArrayBuffer>;
  readonly access: readonly ('read' | 'write')[];
  readonly workgroups: readonly [number, number, number];
}

/** A number that WGSL sees as f32; all others are u32, and a negative one wraps, as arithmetic with u32 does. */
export interface Real {
  readonly real: number;
}

export const real = (value: number): Real => ({ real: value });

export type Sizes = Readonly<Record<string, number | Real>>;

export interface KernelParts {
  readonly name: string;
  /** The shape, after the name in the label. */
  readonly about: string;
  /** Read in WGSL as `sizes.rows`. */
  readonly sizes: Sizes;
  /** In the order in which they are given; of f32 unless told. */
  readonly buffers: Readonly<Record<string, 'read' | 'write' | 'read u32'>>;
  /** Functions and `main`. */
  readonly code: string;
  readonly workgroups: readonly [number, number, number];
}

/** What changes from step to step. Eight words. */
const STEP = /* wgsl */ `
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

/** Largest number of workgroups along an axis that every WebGPU device has. */
const LARGEST_DIMENSION = 65535;

/**
 * Sizes are data, not constants in the code, so that all layers of a kind share one pipeline, whatever the model and the
 * batch: compiling is what a start waits for. Throws `CannotCompileError` where a device may not launch so much at once.
 */
export function kernel({ name, about, sizes, buffers, code, workgroups }: KernelParts): Kernel {
  const label = `${name} ${about}`;
  if (workgroups.some((count) => count > LARGEST_DIMENSION)) {
    throw new CannotCompileError(`"${label}" needs ${workgroups.join(' x ')} workgroups.`);
  }
  const fields = Object.entries(sizes).map(
    ([field, value]) => `${field}: ${typeof value === 'number' ? 'u32' : 'f32'}`,
  );
  const bindings = Object.entries(buffers).map(([buffer, use], index) => {
    const mode = use === 'write' ? 'read_write' : 'read';
    const type = use === 'read u32' ? 'u32' : 'f32';
    return `@group(0) @binding(${index + 2}) var<storage, ${mode}> ${buffer}: array<${type}>;`;
  });
  return {
    name,
    label,
    code: `${STEP}
struct Sizes { ${fields.join(', ')} }
@group(0) @binding(1) var<uniform> sizes: Sizes;
${bindings.join('\n')}
${code}`,
    sizes: wordsOf(sizes),
    access: Object.values(buffers).map((use) => (use === 'write' ? 'write' : 'read')),
    workgroups,
  };
}

function wordsOf(sizes: Sizes): Uint32Array<ArrayBuffer> {
  const values = Object.values(sizes);
  const words = new Uint32Array(4 * Math.ceil(values.length / 4));
  const reals = new Float32Array(words.buffer);
  values.forEach((value, index) => {
    if (typeof value === 'number') words[index] = value;
    else reals[index] = value.real;
  });
  return words;
}

/** Invocations of a workgroup. */
export const WORKGROUP = 64;

/** Workgroups for `invocations`, folded into two dimensions where one would pass the limit. */
export function workgroupsFor(invocations: number): [number, number, number] {
  const all = Math.max(1, Math.ceil(invocations / WORKGROUP));
  const columns = Math.min(all, LARGEST_DIMENSION);
  return [columns, Math.ceil(all / columns), 1];
}

/** `main` with `index`, the invocation's number over both dimensions. */
export function main(body: string): string {
  return /* wgsl */ `
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
        @builtin(local_invocation_index) lane: u32) {
  let index = (group.y * groups.x + group.x) * ${WORKGROUP}u + lane;
${body}
}
`;
}

/** Workgroups for `mainOfBeats`, the beats folded into a third dimension where the second would pass the limit. */
export function workgroupsOfBeats(batch: number, features: number): [number, number, number] {
  const rows = Math.min(batch, LARGEST_DIMENSION);
  return [Math.max(1, Math.ceil(features / WORKGROUP)), rows, Math.ceil(batch / rows)];
}

/** `main` of an invocation for each of `sizes.features` in every beat: `inner` of `beat`, which is one of this batch. */
export function mainOfBeats(body: string): string {
  return /* wgsl */ `
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
        @builtin(local_invocation_index) lane: u32) {
  let beat = group.z * groups.y + group.y;
  let inner = group.x * ${WORKGROUP}u + lane;
  if (beat >= step.count || inner >= sizes.features) { return; }
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

export function placementSizes(name: string, { offset, stride }: Placement): Sizes {
  return { [`${name}_offset`]: offset, [`${name}_stride`]: stride };
}

/** WGSL for the place of feature `inner` of a beat under the placement `name`. */
export function place(name: string, beat: string, inner: string): string {
  return `(${beat} * sizes.${name}_stride + sizes.${name}_offset + ${inner})`;
}
