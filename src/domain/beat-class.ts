/** Beat classes of ANSI/AAMI EC57 and the MIT-BIH annotation symbols that map onto them. */

export const BEAT_CLASSES = ['N', 'S', 'V', 'F', 'Q'] as const;
export type BeatClass = (typeof BEAT_CLASSES)[number];

/** The classes that models are trained and judged on: Q (paced, unclassifiable) is left out, as EC57 allows. */
export const TRAINING_CLASSES = ['N', 'S', 'V', 'F'] as const;
export type TrainingClass = (typeof TRAINING_CLASSES)[number];

export const BEAT_CLASS_NAMES: Record<BeatClass, string> = {
  N: 'normal and bundle branch block',
  S: 'supraventricular ectopic',
  V: 'ventricular ectopic',
  F: 'fusion of ventricular and normal',
  Q: 'paced or unclassifiable',
};

const SYMBOLS: Record<BeatClass, string> = { N: 'NLRej', S: 'AaJS', V: 'VE', F: 'F', Q: '/fQ' };

const CLASS_OF_SYMBOL = new Map<string, BeatClass>(
  BEAT_CLASSES.flatMap((beatClass) => [...SYMBOLS[beatClass]].map((symbol) => [symbol, beatClass] as const)),
);

/** The class of an annotation symbol, or undefined where the symbol marks no beat (rhythm change, noise, waveform). */
export function beatClassOf(symbol: string): BeatClass | undefined {
  return CLASS_OF_SYMBOL.get(symbol);
}

/** A count for each beat class, all zero. */
export function emptyClassCounts(): Record<BeatClass, number> {
  return { N: 0, S: 0, V: 0, F: 0, Q: 0 };
}
