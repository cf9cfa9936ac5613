/** Noise of each record's MLII by kind: baseline wander, muscle and quantisation noise, mains hum, bursts. */

import { cutBeats, medianBeat } from './mean-beats';
import { intervalBefore, type MeasuredRecord } from './record';
import { median, quantile, type Row, standardDeviation } from './statistics';

const STRETCH_BEATS = 150;
const MAINS_HZ = 60;
const BLOCK_SAMPLES = 18;

/**
 * A row a record, all in millivolts but the shares. `wander`: standard deviation of the level before the QRS over
 * stretches of 150 beats. `muscle`: root mean square around a local parabola outside the QRS. `mains`: amplitude at 60 Hz.
 * `burstShare`: share of beats whose muscle noise is above three times the record's median, `burst` their median noise.
 */
export function noiseLevels(records: readonly MeasuredRecord[]): Row[] {
  return records.map((record) => {
    const mains = mainsAmplitude(record);
    const rough = roughness(record);
    const typical = median(rough);
    const bursts = rough.filter((each) => each > 3 * typical);
    return {
      wander: wanderDeviation(record),
      muscle: Math.sqrt(Math.max(1e-6, typical ** 2 - mains ** 2 / 2)),
      mains,
      burstShare: bursts.length / rough.length,
      burst: bursts.length > 0 ? median(bursts) : quantile(rough, 0.99),
    };
  });
}

function wanderDeviation(record: MeasuredRecord): number {
  const levels = record.beats.map(({ sample }) => {
    const from = sample - Math.round(0.09 * record.samplingRateHz);
    const stretch = record.main.subarray(
      Math.max(0, from),
      Math.max(1, from + Math.round(0.03 * record.samplingRateHz)),
    );
    return median(stretch);
  });
  const deviations: number[] = [];
  for (let start = 0; start + STRETCH_BEATS <= levels.length; start += STRETCH_BEATS) {
    deviations.push(standardDeviation(levels.slice(start, start + STRETCH_BEATS)));
  }
  return median(deviations);
}

/** For each conducted beat the root mean square around local parabolas, the mean beat and the QRS taken out. */
function roughness(record: MeasuredRecord): number[] {
  const beats = cutBeats(record, (beat, index) => beat.beatClass === 'N' && intervalBefore(record, index + 1) > 0.55);
  const mean = medianBeat(beats);
  const quiet = Array.from(mean.seconds.keys()).filter((n) => Math.abs(mean.seconds[n] as number) > 0.1);
  return beats.map(({ millivolts: [main] }) => {
    const left = quiet.map((n) => (main[n] as number) - (mean.millivolts[0][n] as number));
    let sum = 0;
    let blocks = 0;
    for (let start = 0; start + BLOCK_SAMPLES <= left.length; start += BLOCK_SAMPLES) {
      sum += varianceAroundParabola(left.slice(start, start + BLOCK_SAMPLES));
      blocks++;
    }
    return Math.sqrt(sum / blocks);
  });
}

/** Residual variance (three degrees of freedom taken out) around the least-squares parabola, by orthogonal polynomials. */
function varianceAroundParabola(values: readonly number[]): number {
  const half = (values.length - 1) / 2;
  const square = values.reduce((sum, _, n) => sum + (n - half) ** 2, 0) / values.length;
  const polynomials = [() => 1, (n: number) => n - half, (n: number) => (n - half) ** 2 - square];
  let energy = values.reduce((sum, value) => sum + value * value, 0);
  for (const polynomial of polynomials) {
    const along = values.reduce((sum, value, n) => sum + value * polynomial(n), 0);
    const norm = values.reduce((sum, _, n) => sum + polynomial(n) ** 2, 0);
    energy -= along ** 2 / norm;
  }
  return Math.max(0, energy) / (values.length - 3);
}

/** Median over 300 spread seconds of the 60 Hz line above its neighbours at 57 and 63 Hz. */
function mainsAmplitude({ main, samplingRateHz }: MeasuredRecord): number {
  const length = Math.round(samplingRateHz);
  const stride = Math.floor((main.length - length) / 300);
  const lines = Array.from({ length: 300 }, (_, number) => {
    const second = main.subarray(number * stride, number * stride + length);
    const power = (hz: number) => amplitudeAt(second, hz / samplingRateHz) ** 2;
    return power(MAINS_HZ) - (power(MAINS_HZ - 3) + power(MAINS_HZ + 3)) / 2;
  });
  return Math.sqrt(Math.max(0, median(lines)));
}

/** Amplitude of a sinusoid, Hann-windowed. */
function amplitudeAt(samples: Float64Array, cyclesPerSample: number): number {
  let real = 0;
  let imaginary = 0;
  samples.forEach((value, n) => {
    const weighted = value * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / samples.length));
    real += weighted * Math.cos(2 * Math.PI * cyclesPerSample * n);
    imaginary += weighted * Math.sin(2 * Math.PI * cyclesPerSample * n);
  });
  return (4 * Math.hypot(real, imaginary)) / samples.length;
}
