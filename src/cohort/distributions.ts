/** The numbers that the cohort is drawn from, measured on MIT-BIH by `scripts/measure-cohort.ts`. */

import type { JointDistribution } from './joint-distribution';
import table from './measured-distributions.json';

/** Timing of an ectopic class relative to the sinus rhythm around it, and how often it comes. */
export interface EctopyDistributions {
  /** Share of the records with at least ten beats of the class. */
  readonly prevalence: number;
  /** Columns `coupling`, `couplingSpread`, `pause`, `pauseSpread`, `whole`, `interpolatedShare`: a row was a record. */
  readonly timing: JointDistribution;
  /** Quantiles over records: share of the beats in stretches of two minutes that hold at least three of the class. */
  readonly shares: readonly number[];
  /** Columns `repeats`, `alternates`: how often the next beat, or the next but one, is of the class again. */
  readonly company: JointDistribution;
}

export interface MeasuredDistributions {
  readonly provenance: Readonly<Record<string, string | number>>;
  /** Waves of conducted (N), left (L) and right (R) bundle branch block, and of ventricular beats turned upright (V). */
  readonly shapes: Readonly<Record<'N' | 'L' | 'R' | 'V', JointDistribution>>;
  /** Quantiles over records: kinds of ventricular beats that have at least five beats. */
  readonly ventricularKinds: readonly number[];
  /** Share of the ventricular foci whose main deflection in MLII points upwards. */
  readonly uprightVentricularShare: number;
  /** Columns `meanSeconds`, `relativeDeviation` and the spectrum's shares and frequencies. */
  readonly sinus: JointDistribution;
  /** Columns `meanSeconds`, `relativeDeviation`, `shortest`, `longest` (relative to the mean). */
  readonly fibrillation: JointDistribution;
  readonly ectopy: Readonly<Record<'S' | 'V' | 'F', EctopyDistributions>>;
  /** Quantiles over records of the share of supraventricular beats that are conducted with aberrancy. */
  readonly aberrantShares: readonly number[];
  /** Quantiles over fusion beats of their ventricular share. */
  readonly fusionShares: readonly number[];
  /** Columns `qrsGain`, `qrsStretch`, `pGain` of supraventricular beats against conducted ones. */
  readonly supraventricularLikeness: JointDistribution;
  /** Columns `qrsGain`, `qrsStretch`, `tGain`, `pGain`: standard deviations from beat to beat, relative to 1. */
  readonly conductedVariability: JointDistribution;
  /** Columns `qrsGain`, `qrsStretch`, `tGain`. */
  readonly ventricularVariability: JointDistribution;
  /** Quantiles over records of the respiratory share of the variance of the R wave's height. */
  readonly respiratoryShares: readonly number[];
  /** Columns `wander`, `muscle`, `mains`, `burst` (millivolts) and `burstShare`. */
  readonly noise: JointDistribution;
}

export const MEASURED: MeasuredDistributions = table;
