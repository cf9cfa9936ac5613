/** Who is in the cohort: conduction, basic rhythm and ectopic classes of each virtual patient. Everything else is drawn. */

export type Conduction = 'N' | 'L' | 'R';
export type EctopicClass = 'S' | 'V' | 'F';

export interface Profile {
  /** Normal, left or right bundle branch block. */
  readonly conduction: Conduction;
  readonly rhythm: 'sinus' | 'fibrillation';
  readonly ectopic: readonly EctopicClass[];
  /** 0 to 1: how far the patient's numbers are pulled towards the measured medians. */
  readonly typicality: number;
  /** Factor on every kind of noise. */
  readonly noise: number;
}

/** Far tails of a fit on a few dozen records are as often a fitting accident as an anatomy. */
const TYPICALITY = 0.15;

function patient(conduction: Conduction, ectopic: string, rhythm: Profile['rhythm'] = 'sinus'): Profile {
  return { conduction, rhythm, ectopic: [...ectopic] as EctopicClass[], typicality: TYPICALITY, noise: 1 };
}

/** The first patient is the one that the page opens with: a clean, typical strip with every class in it. */
const SHOWCASE: Profile = { ...patient('N', 'SVF'), typicality: 0.6, noise: 0.5 };

/**
 * The shares of bundle branch block (5 of 24; MIT-BIH 10 of 44 records) and atrial fibrillation (3 of 24; 7 of 44) are
 * those of the database. Ectopic classes are held by more patients than there, where F lives in two records and S in one:
 * so few patients could not be split into three parts that each know all classes. No patient needs to hold every class.
 */
const ROSTER: readonly Profile[] = [
  SHOWCASE,
  patient('N', 'S'),
  patient('N', 'V'),
  patient('L', 'SV'),
  patient('N', 'VF'),
  patient('N', 'V', 'fibrillation'),
  patient('R', 'S'),
  patient('N', 'SVF'),
  patient('N', ''),
  patient('N', 'VF'),
  patient('R', 'SV'),
  patient('N', 'S'),
  patient('N', 'VF'),
  patient('L', 'VF'),
  patient('N', 'SV'),
  patient('N', '', 'fibrillation'),
  patient('N', 'SVF'),
  patient('N', 'S'),
  patient('N', 'VF'),
  patient('R', 'SVF'),
  patient('N', 'SV'),
  patient('N', 'SVF'),
  patient('N', 'VF', 'fibrillation'),
  patient('N', 'SVF'),
];

/** The profile of patient `index` (0 for the first); after the last the roster starts anew. */
export function profileOf(index: number): Profile {
  return ROSTER[index % ROSTER.length] as Profile;
}
