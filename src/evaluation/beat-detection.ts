/** How well a detector finds beats, by the rule of ANSI/AAMI EC57 as WFDB's `bxb` applies it. */

import { type Annotation, beatsOf, type Recording } from '../domain/recording';

const MATCH_SECONDS = 0.15;
const LEARNING_SECONDS = 300;

/** The rule, to be printed beside every number that it gave. */
export const BEAT_DETECTION_RULE =
  'ANSI/AAMI EC57 as in WFDB bxb: a detection within 150 ms of a reference beat finds it, one to one, from 5:00 on; ' +
  'detections inside reference-marked ventricular flutter ([ to ]) that find no beat are not counted.';

export interface BeatDetectionCounts {
  readonly truePositives: number;
  readonly falseNegatives: number;
  readonly falsePositives: number;
}

/** Shares from 0 to 1; NaN where there is nothing to take a share of. */
export interface BeatDetectionScore extends BeatDetectionCounts {
  /** Se: the share of the reference beats that were found. */
  readonly sensitivity: number;
  /** +P: the share of the detections that are beats. */
  readonly positivePredictivity: number;
}

export interface BeatDetectionSummary {
  /** Of the counts of all records added up: a long or fast record weighs more. */
  readonly gross: BeatDetectionScore;
  /** Mean over the records: each weighs the same. */
  readonly average: Pick<BeatDetectionScore, 'sensitivity' | 'positivePredictivity'>;
}

interface Interval {
  readonly from: number;
  readonly to: number;
}

/**
 * Counts `detected` (ascending, on the annotation time base) against the reference beats. Both series are walked in time:
 * the earlier of the two next events pairs with the other if that is within the window and strictly nearer than the
 * event that follows it; else it stands alone. Reference beats inside flutter do not exist, as in `bxb`; extra detections while
 * the reference says that no signal was readable (shutdown) are false positives, as in its totals.
 */
export function scoreBeatDetection(
  recording: Pick<Recording, 'annotations' | 'annotationRateHz'>,
  detected: ArrayLike<number>,
): BeatDetectionScore {
  const { annotations, annotationRateHz } = recording;
  const flutter = flutterOf(annotations);
  const start = LEARNING_SECONDS * annotationRateHz;
  const reference = beatsOf(recording)
    .map(({ sample }) => sample)
    .filter((sample) => sample >= start && !isWithin(flutter, sample));
  const test = Array.from(detected);
  const matchSamples = MATCH_SECONDS * annotationRateHz;
  const opening = openingOf(reference, test, start, matchSamples);
  const counts = walk(reference, test, opening, matchSamples, flutter);
  return withShares(counts);
}

/** @throws RangeError without a score: an average of nothing is no number to print. */
export function summariseBeatDetection(scores: readonly BeatDetectionScore[]): BeatDetectionSummary {
  if (scores.length === 0) throw new RangeError('There is no record to summarise.');
  const total = (key: keyof BeatDetectionScore): number => scores.reduce((sum, score) => sum + score[key], 0);
  return {
    gross: withShares({
      truePositives: total('truePositives'),
      falseNegatives: total('falseNegatives'),
      falsePositives: total('falsePositives'),
    }),
    average: {
      sensitivity: total('sensitivity') / scores.length,
      positivePredictivity: total('positivePredictivity') / scores.length,
    },
  };
}

interface Opening {
  /** First reference beat and first detection that are still to be counted. */
  readonly reference: number;
  readonly test: number;
  readonly paired: number;
}

/**
 * Around 5:00 the window reaches into the learning period: a detection just before may find the first beat after, and a
 * detection just after that is not the first beat's best match may belong to a beat before, so that it is not counted.
 */
function openingOf(reference: readonly number[], test: readonly number[], start: number, window: number): Opening {
  const first = reference[0] ?? Number.POSITIVE_INFINITY;
  const after = test.findIndex((sample) => sample >= start);
  const next = after < 0 ? test.length : after;
  const at = (index: number): number => test[index] ?? Number.POSITIVE_INFINITY;
  const before = first - (test[next - 1] ?? Number.NEGATIVE_INFINITY);
  if (before <= window && before < Math.abs(at(next) - first)) return { reference: 1, test: next, paired: 1 };
  const strays = at(next) - start <= window && Math.abs(at(next + 1) - first) < Math.abs(at(next) - first);
  return { reference: 0, test: strays ? next + 1 : next, paired: 0 };
}

function walk(
  reference: readonly number[],
  test: readonly number[],
  opening: Opening,
  window: number,
  flutter: readonly Interval[],
): BeatDetectionCounts {
  let { reference: beat, test: detection, paired: truePositives } = opening;
  let falseNegatives = 0;
  let falsePositives = 0;
  while (beat < reference.length || detection < test.length) {
    const [wanted, wantedNext] = pairAt(reference, beat);
    const [found, foundNext] = pairAt(test, detection);
    const distance = Math.abs(wanted - found);
    const rival = found < wanted ? Math.abs(wanted - foundNext) : Math.abs(found - wantedNext);
    if (distance <= window && distance < rival) {
      truePositives += 1;
      beat += 1;
      detection += 1;
    } else if (found < wanted) {
      if (!isWithin(flutter, found)) falsePositives += 1;
      detection += 1;
    } else {
      falseNegatives += 1;
      beat += 1;
    }
  }
  return { truePositives, falseNegatives, falsePositives };
}

function pairAt(series: readonly number[], index: number): [number, number] {
  return [series[index] ?? Number.POSITIVE_INFINITY, series[index + 1] ?? Number.POSITIVE_INFINITY];
}

/** From each `[` to the next `]`, or to the end where none follows. */
function flutterOf(annotations: readonly Annotation[]): Interval[] {
  const intervals: Interval[] = [];
  let from = Number.NaN;
  for (const { sample, symbol } of annotations) {
    if (symbol === '[' && Number.isNaN(from)) from = sample;
    if (symbol !== ']' || Number.isNaN(from)) continue;
    intervals.push({ from, to: sample });
    from = Number.NaN;
  }
  if (!Number.isNaN(from)) intervals.push({ from, to: Number.POSITIVE_INFINITY });
  return intervals;
}

function isWithin(intervals: readonly Interval[], sample: number): boolean {
  return intervals.some(({ from, to }) => sample >= from && sample <= to);
}

function withShares(counts: BeatDetectionCounts): BeatDetectionScore {
  const { truePositives, falseNegatives, falsePositives } = counts;
  return {
    ...counts,
    sensitivity: truePositives / (truePositives + falseNegatives),
    positivePredictivity: truePositives / (truePositives + falsePositives),
  };
}
