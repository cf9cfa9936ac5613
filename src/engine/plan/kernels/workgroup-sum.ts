/** Adding up over a workgroup: in a fixed order, so that the same numbers give the same bits. */

/**
 * Entries of workgroup memory. Few: a software adapter clears that memory word by word in code that it must compile, a
 * millisecond and more for each word.
 */
const ENTRIES = 16;

export interface WorkgroupSum {
  readonly type: string;
  /** WGSL for two values together; adding the zero of `type` must change nothing. */
  readonly join: (a: string, b: string) => string;
  readonly invocations: number;
}

/** WGSL for the module. */
export function sumMemory({ type }: WorkgroupSum): string {
  return `var<workgroup> shared_sums: array<${type}, ${ENTRIES}>;\n`;
}

/** WGSL after which `shared_sums[0]` is the sum of all invocations' `own`; all of them must come to it. */
export function sumOf({ join, invocations }: WorkgroupSum, own: string): string {
  return `
  for (var round = 0u; round < ${invocations / ENTRIES}u; round++) {
    if (lane / ${ENTRIES}u == round) {
      shared_sums[lane % ${ENTRIES}u] = ${join(`shared_sums[lane % ${ENTRIES}u]`, own)};
    }
    workgroupBarrier();
  }
  for (var distance = ${ENTRIES / 2}u; distance >= 1u; distance /= 2u) {
    if (lane < distance) { shared_sums[lane] = ${join('shared_sums[lane]', 'shared_sums[lane + distance]')}; }
    workgroupBarrier();
  }`;
}

export const add = (a: string, b: string): string => `${a} + ${b}`;
