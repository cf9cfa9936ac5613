/** Wave by wave shapes of normal, bundle branch block and ventricular beats, one row a record (ventricular: a focus). */

import { type FittedWave, fitWaves, type WavePrior } from './fit-waves';
import { cropped, cutBeats, kindsOf, medianBeat } from './mean-beats';
import { intervalBefore, isAtrialFibrillation, type MeasuredRecord } from './record';
import { mean, median, type Row } from './statistics';

const prior = (name: string, centreSeconds: number, centreDeviation: number, widthSeconds: number): WavePrior => ({
  name,
  centreSeconds,
  centreDeviation,
  widthSeconds,
});

export const CONDUCTED_WAVES: readonly WavePrior[] = [
  prior('P', -0.16, 0.025, 0.022),
  prior('Q', -0.03, 0.008, 0.01),
  prior('R', 0, 0.006, 0.011),
  prior('S', 0.032, 0.01, 0.013),
  prior('J', 0.075, 0.02, 0.025),
  prior('T1', 0.21, 0.04, 0.05),
  prior('T2', 0.28, 0.04, 0.038),
];

export const VENTRICULAR_WAVES: readonly WavePrior[] = [
  prior('Q', -0.06, 0.02, 0.022),
  prior('R', -0.005, 0.012, 0.022),
  prior('S', 0.05, 0.02, 0.025),
  prior('J', 0.11, 0.025, 0.032),
  prior('T1', 0.24, 0.04, 0.055),
  prior('T2', 0.33, 0.04, 0.045),
];

/** Rows and how well the sums of Gaussians fit: root mean square left over, relative to the beat's. */
export interface ShapeRows {
  readonly rows: Row[];
  readonly residuals: number[];
}

/** Beats annotated `symbols` in sinus rhythm, one row a record with V1 that has at least 30 of them. */
export function conductedShapes(records: readonly MeasuredRecord[], symbols: string): ShapeRows {
  const rows: Row[] = [];
  const residuals: number[] = [];
  for (const record of records) {
    if (!record.second) continue;
    const beats = cutBeats(record, (beat) => symbols.includes(beat.symbol) && !isAtrialFibrillation(beat));
    if (beats.length < 30) continue;
    const cycle = cycleSeconds(record);
    const { waves, relativeResidual } = fitWaves(cropped(medianBeat(beats), 0.62 * cycle), CONDUCTED_WAVES);
    rows.push(rowOf(waves, cycle));
    residuals.push(relativeResidual);
  }
  return { rows, residuals };
}

export interface VentricularRows extends ShapeRows {
  readonly kindsPerRecord: number[];
  /** Share of the kinds whose main deflection in MLII points upwards; the rows are all turned so. */
  readonly uprightShare: number;
}

/** One row a kind of ventricular beat, at most three kinds a record. */
export function ventricularShapes(records: readonly MeasuredRecord[]): VentricularRows {
  const rows: Row[] = [];
  const residuals: number[] = [];
  const kindsPerRecord: number[] = [];
  const polarities: number[] = [];
  for (const record of records) {
    if (!record.second) continue;
    const beats = cutBeats(record, (beat, index) => beat.symbol === 'V' && standsAlone(record, index));
    const kinds = kindsOf(beats, Math.max(5, 0.04 * beats.length));
    if (kinds.length > 0) kindsPerRecord.push(kinds.length);
    for (const kind of kinds.slice(0, 3)) {
      const { waves, relativeResidual } = fitWaves(medianBeat(kind), VENTRICULAR_WAVES);
      rows.push(rowOf(upright(waves), cycleSeconds(record)));
      polarities.push(mainPolarity(waves));
      residuals.push(relativeResidual);
    }
  }
  return { rows, residuals, kindsPerRecord, uprightShare: mean(polarities.map((polarity) => (polarity > 0 ? 1 : 0))) };
}

/** No other beat within the fitted window. */
function standsAlone(record: MeasuredRecord, index: number): boolean {
  return intervalBefore(record, index) > 0.4 && intervalBefore(record, index + 1) > 0.55;
}

/** Sign of the QRS deflection that is largest in MLII. */
function mainPolarity(waves: readonly FittedWave[]): number {
  const qrs = waves.filter(({ name }) => !name.startsWith('T')).map(({ amplitudesMillivolts: [main] }) => main);
  return Math.sign(qrs.reduce((largest, each) => (Math.abs(each) > Math.abs(largest) ? each : largest), 0));
}

/** The beat with its main deflection upwards, so that upright and inverted beats tell of one and the same shape. */
function upright(waves: readonly FittedWave[]): FittedWave[] {
  const sign = mainPolarity(waves);
  return waves.map((wave) => ({
    ...wave,
    amplitudesMillivolts: [sign * wave.amplitudesMillivolts[0], sign * wave.amplitudesMillivolts[1]],
  }));
}

function cycleSeconds(record: MeasuredRecord): number {
  return median(record.beats.map((_, index) => intervalBefore(record, index)).filter(Number.isFinite));
}

/**
 * Columns `R.centre`, `R.width` (seconds), `R.main`, `R.second` (millivolts in the two leads). The T waves' times are
 * brought to a cycle of one second by the square root of the cycle (Bazett, Heart 7, 1920).
 */
function rowOf(waves: readonly FittedWave[], cycle: number): Row {
  return Object.fromEntries(
    waves.flatMap(({ name, centreSeconds, widthSeconds, amplitudesMillivolts: [main, second] }) => {
      const pace = name.startsWith('T') ? Math.sqrt(cycle) : 1;
      return [
        [`${name}.centre`, centreSeconds / pace],
        [`${name}.width`, widthSeconds / pace],
        [`${name}.main`, main],
        [`${name}.second`, second],
      ];
    }),
  );
}
