/**
 * Arrays with names -> a recording. MAT, NPY and HDF5 files say what their numbers are by nothing but names, so that all
 * of them are understood by the same few rules, which are written here once.
 */

import { LabError } from '../domain/problem';
import type { Annotation, DigitalSamples, Lead, Recording } from '../domain/recording';
import { askedRate } from './asked-rate';
import { listOf } from './excerpt';
import { recordingOfExcerpts } from './excerpts';
import type { ReadOptions } from './format';
import type { NamedArray } from './named-array';

const SIGNAL = /^(ecg|ekg|val|data|sig|signals?|p_signal|d_signal|leads?|x|x_(train|test)|tracings)$/i;
const RATE = /^(fs|sfreq|srate|hz|freq|frequency|rate|samp(ling|le)?_?(rate|freq|frequency)(_?hz)?)$/i;
const R_PEAKS = /^(r|r_?peaks?|rpeaks?_?(samples?|idx|indices)?|qrs|qrs_?(samples?|idx)|peaks?|beats?)$/i;
const LABELS = /^(y|y_(train|test)|labels?|class(es)?|targets?)$/i;

/** A recording with more leads is a table of another kind; body-surface maps have up to 256. */
const MOST_LEADS = 256;
const SHORTEST_SAMPLES = 16;
const RATE_PLACES = 'a number named fs, sfreq or sampling_rate beside the signal';

/**
 * The recording that the arrays are: the signal by its name, else the largest matrix; leads along its shorter side; the
 * rate from a number named `fs` or alike, else from the person; R peaks from a list named `r_peaks` or alike. A matrix
 * beside as many labels as it has rows is a table of excerpts. Throws `LabError`: `arrays-no-signal`, `sampling-rate-needed`.
 */
export function recordingOfArrays(
  arrays: readonly NamedArray[],
  about: Pick<Recording, 'id' | 'name' | 'format' | 'warnings'>,
  path: string,
  options: ReadOptions,
): Recording {
  const signal = chooseSignal(arrays, path);
  const samplingRateHz = statedRate(arrays) ?? askedRate(path, options, RATE_PLACES);
  const labels = arrays.find(
    (array) => array !== signal && LABELS.test(lastPart(array.name)) && lengthOf(array) === signal.shape[0],
  );
  if (labels && signal.shape.length === 2 && (signal.shape[0] as number) > 1) {
    const samples = rowMajor(signal);
    const texts = Array.from(labels.values, String);
    return recordingOfExcerpts(
      { samples, samplesPerRow: signal.shape[1] as number, labels: texts, samplingRateHz },
      about,
    );
  }
  const leads = leadsOf(signal, samplingRateHz, path);
  const warning = `${path}: ${signal.name || 'the array'} states no unit; its numbers were taken as mV.`;
  return {
    ...about,
    subject: about.id,
    synthetic: false,
    leads,
    annotationRateHz: samplingRateHz,
    annotations: annotationsFrom(arrays, signal, leads[0]?.digital.length ?? 0),
    warnings: [...about.warnings, warning],
  };
}

function chooseSignal(arrays: readonly NamedArray[], path: string): NamedArray {
  const candidates = arrays.filter((array) => isSignalShape(array) && !areRPeaks(array));
  const bySize = [...candidates].sort((a, b) => b.values.length - a.values.length);
  const chosen = bySize.find(({ name }) => SIGNAL.test(lastPart(name))) ?? bySize[0];
  if (chosen) return chosen;
  throw new LabError({
    code: 'arrays-no-signal',
    file: path,
    field: 'arrays in it',
    expected: `a signal of at least ${SHORTEST_SAMPLES} samples, as a list or a matrix with a row or a column a lead`,
    found:
      arrays.length === 0
        ? 'no array of numbers'
        : listOf(arrays.map(({ name, shape }) => `${name || 'an array'} (${shape.join(' x ') || 'one number'})`)),
    at: '',
    fix: 'Save the signal as a matrix of numbers, for example under the name ecg.',
  });
}

/** A list; a matrix named `beats` is one of heartbeats. */
function areRPeaks({ name, shape }: NamedArray): boolean {
  return R_PEAKS.test(lastPart(name)) && shape.filter((side) => side !== 1).length <= 1;
}

function isSignalShape({ shape, values }: NamedArray): boolean {
  const sides = shape.filter((side) => side !== 1);
  return sides.length >= 1 && sides.length <= 2 && values.length >= SHORTEST_SAMPLES;
}

function statedRate(arrays: readonly NamedArray[]): number | undefined {
  const rate = arrays.find((array) => RATE.test(lastPart(array.name)) && array.values.length === 1)?.values[0];
  return rate !== undefined && rate > 0 && Number.isFinite(rate) ? rate : undefined;
}

/** Leads lie along the shorter side. */
function leadsOf(signal: NamedArray, samplingRateHz: number, path: string): Lead[] {
  const sides = signal.shape.filter((side) => side !== 1);
  const [rows, columns] = sides.length === 2 ? (sides as [number, number]) : [1, sides[0] as number];
  const count = Math.min(rows, columns);
  if (count > MOST_LEADS) {
    throw new LabError({
      code: 'arrays-no-signal',
      file: path,
      field: `${signal.name || 'the array'}, leads along its shorter side`,
      expected: `at most ${MOST_LEADS}, or as many labels as rows beside a table of beats`,
      found: `${rows} x ${columns}`,
      at: '',
      fix: 'Save one recording a file, or put the labels of the rows beside them under the name y.',
    });
  }
  const samples = Math.max(rows, columns);
  // Whether the samples of one lead lie next to each other.
  const together = rows <= columns === (signal.order === 'row') || sides.length === 1;
  return Array.from({ length: count }, (_, lead) => ({
    name: count === 1 ? lastPart(signal.name) || 'ECG' : `lead ${lead + 1}`,
    samplingRateHz,
    unit: 'mV',
    digital: strided(signal.values, together ? lead * samples : lead, together ? 1 : count, samples),
    gain: 1,
    baseline: 0,
    missing: null,
    checksum: 'none' as const,
  }));
}

function strided(values: NamedArray['values'], from: number, stride: number, length: number): DigitalSamples {
  const samples = storageFor(values, length);
  for (let index = 0, at = from; index < length; index += 1, at += stride) samples[index] = values[at] as number;
  return samples;
}

/** The narrowest storage of a recording that holds every value exactly. */
function storageFor(values: NamedArray['values'], length: number): DigitalSamples {
  if (values instanceof Float64Array || values instanceof Uint32Array) return new Float64Array(length);
  if (values instanceof Float32Array) return new Float32Array(length);
  if (values instanceof Int32Array || values instanceof Uint16Array) return new Int32Array(length);
  return new Int16Array(length);
}

function rowMajor({ values, shape, order }: NamedArray): DigitalSamples {
  const [rows, columns] = shape as [number, number];
  if (order === 'row') return strided(values, 0, 1, values.length);
  const samples = storageFor(values, values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      samples[row * columns + column] = values[column * rows + row] as number;
  }
  return samples;
}

/** R peaks know no class: WFDB's symbol Q, a beat that nobody has classified. */
function annotationsFrom(arrays: readonly NamedArray[], signal: NamedArray, samples: number): Annotation[] {
  const peaks = arrays.find((array) => array !== signal && areRPeaks(array));
  return Array.from(peaks?.values ?? [])
    .map((value) => Math.round(value))
    .filter((sample) => sample >= 0 && sample < samples)
    .sort((a, b) => a - b)
    .map((sample) => ({ sample, symbol: 'Q', subtype: 0, channel: 0, number: 0, text: '' }));
}

function lengthOf({ shape }: NamedArray): number {
  return shape.reduce((product, side) => product * side, 1);
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
