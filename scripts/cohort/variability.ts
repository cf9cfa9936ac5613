/** How the beats of one record differ from their own median beat, and how ectopic beats relate to the conducted ones. */

import { dot, type MeanBeat, solve } from './fit-waves';
import { type CutBeat, cutBeats, kindsOf, medianBeat } from './mean-beats';
import { isAtrialFibrillation, type MeasuredRecord } from './record';
import { bandShares } from './spectrum';
import { median, type Row, robustDeviation } from './statistics';

interface Stretch {
  readonly from: number;
  readonly to: number;
}

const P_WAVE: Stretch = { from: -0.24, to: -0.08 };
const QRS: Stretch = { from: -0.08, to: 0.09 };
const WIDE_QRS: Stretch = { from: -0.14, to: 0.18 };
const T_WAVE: Stretch = { from: 0.12, to: 0.44 };
/** A conducted P wave below this gives no measure of another beat's. */
const VISIBLE_P_MILLIVOLTS = 0.08;

/** The symbol of most conducted beats. */
function mainSymbol({ beats }: MeasuredRecord): string {
  const count = (symbol: string) => beats.filter((beat) => beat.symbol === symbol).length;
  return ['N', 'L', 'R'].reduce((best, symbol) => (count(symbol) > count(best) ? symbol : best));
}

/**
 * Spread of each part's gain and of the QRS's stretch in time over the conducted beats, relative to 1, what noise alone
 * would cause taken out; and the share of the QRS gain's variance that lies in the respiratory band.
 */
export function conductedVariability(records: readonly MeasuredRecord[]): Row[] {
  return records.flatMap((record) => {
    const symbol = mainSymbol(record);
    const beats = cutBeats(record, (beat) => beat.symbol === symbol && !isAtrialFibrillation(beat));
    if (beats.length < 60) return [];
    const mean = medianBeat(beats);
    const qrs = beats.map((beat) => projection(beat, mean, QRS));
    return [
      {
        qrsGain: spread(qrs.map(({ gain, gainVariance }) => ({ value: gain, variance: gainVariance }))),
        qrsStretch: spread(qrs.map(({ stretch, stretchVariance }) => ({ value: stretch, variance: stretchVariance }))),
        tGain: partSpread(beats, mean, T_WAVE),
        pGain: partSpread(beats, mean, P_WAVE),
      },
    ];
  });
}

/** The same for the largest kind of ventricular beat of each record that has at least 15 of it. */
export function ventricularVariability(records: readonly MeasuredRecord[]): Row[] {
  return records.flatMap((record) => {
    const kind = kindsOf(
      cutBeats(record, (beat) => beat.symbol === 'V'),
      15,
    )[0];
    if (!kind) return [];
    const mean = medianBeat(kind);
    const qrs = kind.map((beat) => projection(beat, mean, WIDE_QRS));
    return [
      {
        qrsGain: spread(qrs.map(({ gain, gainVariance }) => ({ value: gain, variance: gainVariance }))),
        qrsStretch: spread(qrs.map(({ stretch, stretchVariance }) => ({ value: stretch, variance: stretchVariance }))),
        tGain: partSpread(kind, mean, T_WAVE),
      },
    ];
  });
}

/** Share of the respiratory band in the variance of the R wave's height, over stretches of conducted beats. */
export function respiratoryModulation(records: readonly MeasuredRecord[]): number[] {
  return records.flatMap((record) => {
    const symbol = mainSymbol(record);
    const shares: number[] = [];
    for (let start = 0; start + 100 < record.beats.length; start += 100) {
      const stretch = record.beats.slice(start, start + 100).filter((beat) => beat.symbol === symbol);
      if (stretch.length < 95) continue;
      const heights = stretch.map(({ sample }) => heightAt(record, sample));
      shares.push(
        bandShares(
          stretch.map(({ sample }) => sample / record.samplingRateHz),
          heights,
        ).respiratoryShare,
      );
    }
    return shares.length > 0 ? [median(shares)] : [];
  });
}

function heightAt({ main, samplingRateHz }: MeasuredRecord, sample: number): number {
  const before = main.subarray(sample - Math.round(0.09 * samplingRateHz), sample - Math.round(0.06 * samplingRateHz));
  return (main[sample] as number) - (before.length > 0 ? median(before) : 0);
}

/** How supraventricular beats are conducted: QRS likeness to the conducted beat, gains of QRS and P wave, a row a record. */
export function supraventricularLikeness(records: readonly MeasuredRecord[]): Row[] {
  return records.flatMap((record) => {
    const symbol = mainSymbol(record);
    const premature = cutBeats(record, (beat) => beat.symbol === 'A' && !isAtrialFibrillation(beat));
    if (premature.length < 5) return [];
    const conducted = cutBeats(record, (beat) => beat.symbol === symbol && !isAtrialFibrillation(beat));
    if (conducted.length < 30) return [];
    const mean = medianBeat(conducted);
    if (heightOf(mean, P_WAVE) < VISIBLE_P_MILLIVOLTS) return [];
    const qrs = premature.map((beat) => projection(beat, mean, QRS));
    return [
      {
        qrsGain: median(qrs.map(({ gain }) => gain)),
        qrsStretch: median(qrs.map(({ stretch }) => stretch)),
        pGain: median(premature.map((beat) => projection(beat, mean, P_WAVE).gain)),
      },
    ];
  });
}

function heightOf({ seconds, millivolts: [main] }: MeanBeat, part: Stretch): number {
  const inside = main.filter((_, n) => within(seconds[n] as number, part));
  return Math.max(...inside) - Math.min(...inside);
}

/** Ventricular share v of each fusion beat, fitted as n x conducted + v x ventricular beat of its record: v / (n + v). */
export function fusionShares(records: readonly MeasuredRecord[]): number[] {
  return records.flatMap((record) => {
    const symbol = mainSymbol(record);
    const fusion = cutBeats(record, (beat) => beat.symbol === 'F');
    if (fusion.length < 5) return [];
    const conducted = cutBeats(record, (beat) => beat.symbol === symbol);
    const kind = kindsOf(
      cutBeats(record, (beat) => beat.symbol === 'V'),
      5,
    )[0];
    if (conducted.length < 30 || !kind) return [];
    const basis = [flat(medianBeat(conducted)), flat(medianBeat(kind))];
    const normal = basis.map((one) => Float64Array.from(basis, (other) => dot(one, other)));
    return fusion.flatMap((beat) => {
      const signal = flat(beat);
      const [n, v] = solve(
        normal,
        Float64Array.from(basis, (one) => dot(one, signal)),
      );
      const [conductedPart, ventricularPart] = [Math.max(0, n as number), Math.max(0, v as number)];
      const whole = conductedPart + ventricularPart;
      return whole > 0 ? [ventricularPart / whole] : [];
    });
  });
}

function flat({ millivolts: [main, second] }: Pick<MeanBeat, 'millivolts'>): Float64Array {
  return Float64Array.from([...main, ...second]);
}

interface Projected {
  readonly gain: number;
  readonly stretch: number;
  /** What the noise left over would spread the estimates by. */
  readonly gainVariance: number;
  readonly stretchVariance: number;
}

/** Least squares of a beat's MLII on the mean beat, its slope (a shift), t times its slope (a stretch) and a level. */
function projection(beat: CutBeat, mean: MeanBeat, part: Stretch): Projected {
  const { seconds, millivolts } = mean;
  const inside = Array.from(seconds.keys()).filter((n) => within(seconds[n] as number, part));
  const template = millivolts[0];
  const slope = (n: number) =>
    ((template[Math.min(n + 1, template.length - 1)] as number) - (template[Math.max(0, n - 1)] as number)) /
    (2 * ((seconds[1] as number) - (seconds[0] as number)));
  const basis = [
    Float64Array.from(inside, (n) => template[n] as number),
    Float64Array.from(inside, (n) => -slope(n) * (seconds[n] as number)),
    Float64Array.from(inside, slope),
    new Float64Array(inside.length).fill(1),
  ];
  const target = Float64Array.from(inside, (n) => beat.millivolts[0][n] as number);
  const normal = basis.map((one, i) => Float64Array.from(basis, (other, j) => dot(one, other) + (i === j ? 1e-9 : 0)));
  const coefficients = solve(
    normal,
    Float64Array.from(basis, (one) => dot(one, target)),
  );
  const left = target.map(
    (value, n) => value - basis.reduce((sum, one, k) => sum + (one[n] as number) * (coefficients[k] as number), 0),
  );
  const noise = dot(left, left) / Math.max(1, left.length - basis.length);
  const unit = (index: number) => Float64Array.from(basis, (_, k) => (k === index ? 1 : 0));
  return {
    gain: coefficients[0] as number,
    stretch: coefficients[1] as number,
    gainVariance: noise * (solve(normal, unit(0))[0] as number),
    stretchVariance: noise * (solve(normal, unit(1))[1] as number),
  };
}

function within(seconds: number, { from, to }: Stretch): boolean {
  return seconds >= from && seconds <= to;
}

function partSpread(beats: readonly CutBeat[], mean: MeanBeat, part: Stretch): number {
  return spread(
    beats.map((beat) => {
      const { gain, gainVariance } = projection(beat, mean, part);
      return { value: gain, variance: gainVariance };
    }),
  );
}

/** Robust standard deviation with the median noise variance taken out. */
function spread(estimates: readonly { value: number; variance: number }[]): number {
  const whole = robustDeviation(estimates.map(({ value }) => value)) ** 2;
  return Math.sqrt(Math.max(0, whole - median(estimates.map(({ variance }) => variance))));
}
