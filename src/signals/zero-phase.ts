/** Filtering without delay: forward, then backward. */

import type { SecondOrderSections } from './butterworth';

const COEFFICIENTS = 6;

/** Samples by which each end is extended before filtering; a signal must be longer than this. SciPy's default. */
export function edgeSamples(sections: SecondOrderSections): number {
  const count = sections.length / COEFFICIENTS;
  let withoutB2 = 0;
  let withoutA2 = 0;
  for (let section = 0; section < count; section++) {
    if (sections[section * COEFFICIENTS + 2] === 0) withoutB2 += 1;
    if (sections[section * COEFFICIENTS + 5] === 0) withoutA2 += 1;
  }
  return 3 * (2 * count + 1 - Math.min(withoutB2, withoutA2));
}

/**
 * Zero-phase filtering `[sample]` (Gustafsson's problem, solved as in SciPy's `sosfiltfilt`): the signal is extended at
 * both ends by its point reflection, each pass starts in the steady state for its first sample, and the gain is squared.
 * A QRS complex keeps its place and its symmetry, which a causal filter would smear to the right.
 *
 * @throws RangeError where `samples` is not longer than `edgeSamples(sections)`.
 */
export function filterZeroPhase(sections: SecondOrderSections, samples: Float64Array): Float64Array {
  const edge = edgeSamples(sections);
  const room = new Float64Array(samples.length + 2 * edge);
  room.set(samples, edge);
  return filterZeroPhaseWithin(sections, room);
}

/**
 * As `filterZeroPhase`, but writes where the samples are: in the middle of `room`, which has `edgeSamples(sections)` places
 * more at either end. A long recording need not be copied. Returns that middle.
 */
export function filterZeroPhaseWithin(sections: SecondOrderSections, room: Float64Array): Float64Array {
  const edge = edgeSamples(sections);
  const count = room.length - 2 * edge;
  if (count <= edge) throw new RangeError(`${Math.max(0, count)} samples cannot be padded by ${edge}.`);
  extendOdd(room, edge);
  const steady = steadyStates(sections);
  runSections(sections, steady, room, FORWARD);
  runSections(sections, steady, room, BACKWARD);
  return room.subarray(edge, edge + count);
}

/** The way through the samples, as the step from each to the next. */
const FORWARD = 1;
const BACKWARD = -1;

/** Fills the `edge` places at either end with the point reflection of the samples between them. */
function extendOdd(room: Float64Array, edge: number): void {
  const first = edge;
  const last = room.length - 1 - edge;
  for (let distance = 1; distance <= edge; distance++) {
    room[first - distance] = 2 * (room[first] as number) - (room[first + distance] as number);
    room[last + distance] = 2 * (room[last] as number) - (room[last - distance] as number);
  }
}

/** `[section, 2]` delay-line contents once an input of constant 1 has been there for ever. */
function steadyStates(sections: SecondOrderSections): Float64Array {
  const count = sections.length / COEFFICIENTS;
  const states = new Float64Array(2 * count);
  let level = 1;
  for (let section = 0; section < count; section++) {
    const { b0, b1, b2, a1, a2 } = sectionAt(sections, section);
    const gain = (b0 + b1 + b2) / (1 + a1 + a2);
    // Written by way of the gain at 0 Hz, which is exactly 0 in a high-pass section: the textbook's sum of products would
    // lose four digits to cancellation there, its poles being so close to 1.
    states[2 * section] = level * (gain - b0);
    states[2 * section + 1] = level * (b2 - a2 * gain);
    level *= gain;
  }
  return states;
}

/** In place, transposed direct form II, every section starting in its steady state for the first sample. */
function runSections(sections: SecondOrderSections, steady: Float64Array, samples: Float64Array, step: number): void {
  const start = samples[step === FORWARD ? 0 : samples.length - 1] as number;
  const count = sections.length / COEFFICIENTS;
  let section = 0;
  for (; section + 1 < count; section += 2) runPair(sections, section, steady, start, samples, step);
  if (section < count) runSection(sections, section, steady, start, samples, step);
}

function runSection(
  sections: SecondOrderSections,
  section: number,
  steady: Float64Array,
  start: number,
  samples: Float64Array,
  step: number,
): void {
  const { b0, b1, b2, a1, a2 } = sectionAt(sections, section);
  let first = (steady[2 * section] as number) * start;
  let second = (steady[2 * section + 1] as number) * start;
  let index = step === FORWARD ? 0 : samples.length - 1;
  for (let left = samples.length; left > 0; left--, index += step) {
    const input = samples[index] as number;
    const output = b0 * input + first;
    first = b1 * input - a1 * output + second;
    second = b2 * input - a2 * output;
    samples[index] = output;
  }
}

/** Two sections in one pass, to the same bits: each waits for its own last output, and meanwhile the other one computes. */
function runPair(
  sections: SecondOrderSections,
  section: number,
  steady: Float64Array,
  start: number,
  samples: Float64Array,
  step: number,
): void {
  const { b0, b1, b2, a1, a2 } = sectionAt(sections, section);
  const next = sectionAt(sections, section + 1);
  const { b0: nextB0, b1: nextB1, b2: nextB2, a1: nextA1, a2: nextA2 } = next;
  let first = (steady[2 * section] as number) * start;
  let second = (steady[2 * section + 1] as number) * start;
  let nextFirst = (steady[2 * section + 2] as number) * start;
  let nextSecond = (steady[2 * section + 3] as number) * start;
  let index = step === FORWARD ? 0 : samples.length - 1;
  for (let left = samples.length; left > 0; left--, index += step) {
    const input = samples[index] as number;
    const between = b0 * input + first;
    first = b1 * input - a1 * between + second;
    second = b2 * input - a2 * between;
    const output = nextB0 * between + nextFirst;
    nextFirst = nextB1 * between - nextA1 * output + nextSecond;
    nextSecond = nextB2 * between - nextA2 * output;
    samples[index] = output;
  }
}

function sectionAt(sections: SecondOrderSections, section: number) {
  const coefficient = (index: number): number => sections[section * COEFFICIENTS + index] as number;
  return { b0: coefficient(0), b1: coefficient(1), b2: coefficient(2), a1: coefficient(4), a2: coefficient(5) };
}
