/** The shapes of one patient's heartbeats: what a conducted beat, an aberrant one and each ventricular focus look like. */

import type { Random } from '../domain/random';
import type { MeasuredDistributions } from './distributions';
import { clamp } from './heart-rate';
import { type Draw, drawJointly, drawQuantile, type JointDistribution, quantileAt } from './joint-distribution';
import type { Profile } from './roster';
import type { Wave, WavePart } from './wave';

export interface PatientShapes {
  /** T waves at a cycle of one second. */
  readonly conducted: readonly Wave[];
  /** At least one; the first fires most often. */
  readonly foci: readonly (readonly Wave[])[];
  /** What a supraventricular beat becomes when a bundle branch is not ready: its waves without a P wave. */
  readonly aberrant: readonly Wave[];
  /** Of the supraventricular beats against conducted ones. */
  readonly supraventricular: {
    readonly qrsGain: number;
    readonly qrsStretch: number;
    readonly pGain: number;
    /** Factor on the distance from P wave to R peak. */
    readonly pApproach: number;
    /** Share of them that is aberrant. */
    readonly aberrantShare: number;
  };
}

const MOST_FOCI = 3;

export function drawShapes(profile: Profile, measured: MeasuredDistributions, random: Random): PatientShapes {
  const drawn = wavesOf(measured.shapes[profile.conduction], random, profile.shapeTypicality);
  const conducted = profile.rhythm === 'fibrillation' ? drawn.filter(({ part }) => part !== 'P') : drawn;
  const fociCount = clamp(Math.round(drawQuantile(measured.ventricularKinds, random)), 1, MOST_FOCI);
  const likeness = drawJointly(measured.supraventricularLikeness, random, profile.typicality);
  return {
    conducted,
    foci: Array.from({ length: fociCount }, () => drawFocus(measured, random, profile.shapeTypicality)),
    aberrant: drawAberrant(conducted, measured, random, profile.shapeTypicality),
    supraventricular: {
      qrsGain: likeness('qrsGain'),
      qrsStretch: likeness('qrsStretch'),
      pGain: likeness('pGain'),
      pApproach: 0.7 + 0.35 * random.uniform(),
      aberrantShare: profile.aberrant ? quantileAt(measured.aberrantShares, 0.8 + 0.2 * random.uniform()) : 0,
    },
  };
}

function drawFocus(measured: MeasuredDistributions, random: Random, typicality: number): Wave[] {
  const waves = wavesOf(measured.shapes.V, random, typicality);
  return random.uniform() < measured.uprightVentricularShare ? waves : scaled(waves, -1);
}

/** Between the patient's own beat and right bundle branch block, the usual aberrancy, at the patient's own size. */
function drawAberrant(
  conducted: readonly Wave[],
  measured: MeasuredDistributions,
  random: Random,
  typicality: number,
): Wave[] {
  const block = wavesOf(measured.shapes.R, random, typicality).filter(({ part }) => part !== 'P');
  const own = conducted.filter(({ part }) => part !== 'P');
  const degree = 0.4 + 0.6 * random.uniform();
  const size = clamp(heightOf(own) / heightOf(block), 0.5, 2);
  return [...scaled(own, 1 - degree), ...scaled(block, degree * size)];
}

function heightOf(waves: readonly Wave[]): number {
  return Math.max(...waves.map(({ amplitudesMillivolts: [main] }) => Math.abs(main)));
}

/** The waves with all amplitudes times `gain`. */
export function scaled(waves: readonly Wave[], gain: number): Wave[] {
  return waves.map((wave) => ({
    ...wave,
    amplitudesMillivolts: [gain * wave.amplitudesMillivolts[0], gain * wave.amplitudesMillivolts[1]],
  }));
}

function wavesOf(distribution: JointDistribution, random: Random, typicality: number): Wave[] {
  const draw = drawJointly(distribution, random, typicality);
  const names = new Set(distribution.columns.map((column) => column.slice(0, column.indexOf('.'))));
  return [...names].map((name) => waveFrom(name, draw));
}

function waveFrom(name: string, draw: Draw): Wave {
  return {
    part: partOf(name),
    centreSeconds: draw(`${name}.centre`),
    widthSeconds: draw(`${name}.width`),
    amplitudesMillivolts: [draw(`${name}.main`), draw(`${name}.second`)],
  };
}

/** The measured waves are `P`, `Q`, `R`, `S`, `J`, `T1` and `T2`. */
function partOf(name: string): WavePart {
  if (name === 'P') return 'P';
  return name.startsWith('T') ? 'T' : 'QRS';
}
