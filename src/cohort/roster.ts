/** Who is in the cohort: conduction, basic rhythm and ectopic classes of each virtual patient. Everything else is drawn. */

export type Conduction = 'N' | 'L' | 'R';
export type EctopicClass = 'S' | 'V' | 'F';

export interface Profile {
  /** Normal, left or right bundle branch block. */
  readonly conduction: Conduction;
  readonly rhythm: 'sinus' | 'fibrillation';
  readonly ectopic: readonly EctopicClass[];
  /** Whether early supraventricular beats find a bundle branch not ready. */
  readonly aberrant: boolean;
  /** Between which quantiles of the measured shares of ectopic beats the patient's are drawn. */
  readonly ectopicQuantiles: readonly [number, number];
  /** 0 to 1: how far the shapes of the patient's beats are pulled towards the measured medians. */
  readonly shapeTypicality: number;
  /** The same for rhythm, ectopy, variability and noise. */
  readonly typicality: number;
  /** Factor on every kind of noise. */
  readonly noise: number;
}

/** The upper part of the measured shares: two minutes have to show what half an hour shows. */
const ECTOPIC_QUANTILES = [0.4, 0.95] as const;
/**
 * Two dozen patients cannot teach a network the whole measured spread of shapes: at 0.15 small networks scored below the
 * score of calling every beat normal. At this value they do about as well as on two minutes each of 24 MIT-BIH records.
 */
const SHAPE_TYPICALITY = 0.5;
/** Far tails of a measurement on a few dozen records are as often an accident as a heart. */
const TYPICALITY = 0.2;

function patient(conduction: Conduction, ectopic: string, rhythm: Profile['rhythm'] = 'sinus'): Profile {
  return {
    conduction,
    rhythm,
    ectopic: [...ectopic] as EctopicClass[],
    aberrant: false,
    ectopicQuantiles: ECTOPIC_QUANTILES,
    shapeTypicality: SHAPE_TYPICALITY,
    typicality: TYPICALITY,
    noise: 1,
  };
}

/** Four of 16 MIT-BIH records with supraventricular beats have aberrant ones; here it is two patients' habit. */
function aberrant(profile: Profile): Profile {
  return { ...profile, aberrant: true };
}

/** The first patient is the one that the page opens with: a clean, typical strip with every class in it. */
const SHOWCASE: Profile = {
  ...patient('N', 'SVF'),
  ectopicQuantiles: [0.35, 0.65],
  shapeTypicality: 0.6,
  typicality: 0.6,
  noise: 0.5,
};

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
  aberrant(patient('N', 'SV')),
  patient('N', '', 'fibrillation'),
  patient('N', 'SVF'),
  patient('N', 'S'),
  patient('N', 'VF'),
  patient('R', 'SVF'),
  patient('N', 'SV'),
  aberrant(patient('N', 'SVF')),
  patient('N', 'VF', 'fibrillation'),
  patient('N', 'SVF'),
];

/** The profile of patient `index` (0 for the first); after the last the roster starts anew. */
export function profileOf(index: number): Profile {
  return ROSTER[index % ROSTER.length] as Profile;
}
