/** Which peaks are QRS complexes: the decision rules of Hamilton & Tompkins, IEEE TBME 33(12), 1986, and Hamilton 2002. */

import { DETECTION_RATE_HZ } from './sections';

export interface QrsPeak {
  /** Sample number at `DETECTION_RATE_HZ`. */
  readonly at: number;
  readonly height: number;
  readonly slope: number;
}

/** Medians of this many of the last peaks: one artefact moves them by one rank. */
const REMEMBERED = 8;
/** Place of the threshold between the medians of noise and of QRS complexes: the lowest of those that Hamilton used in 2002. */
const THRESHOLD = 0.3125;
const BLANKED_SAMPLES = 0.2 * DETECTION_RATE_HZ;
/** Within this of a QRS complex a peak with less than half of its slope is its T wave (Pan & Tompkins 1985). */
const T_WAVE_SAMPLES = 0.36 * DETECTION_RATE_HZ;
const T_WAVE_SLOPE = 0.5;
/** After this many median RR intervals without a beat the best peak above half of the threshold is one. */
const OVERDUE_INTERVALS = 1.5;
const SEARCH_BACK_SHARE = 0.5;
/** The levels are learned from this much at the beginning, and anew where for as long no peak was a beat (Hamilton 2002). */
const LEARNING_SECONDS = 8;

/** `[beat]` the places of the peaks that are QRS complexes, ascending. `peaks` are in time order. */
export function judgePeaks(peaks: Iterable<QrsPeak>): number[] {
  const judge = createJudge();
  let pending: QrsPeak | undefined;
  for (const peak of peaks) {
    if (!pending || peak.at - pending.at >= BLANKED_SAMPLES) {
      if (pending) judge.hear(pending);
      pending = peak;
    } else if (peak.height > pending.height) pending = peak;
  }
  if (pending) judge.hear(pending);
  return judge.beats();
}

function createJudge() {
  const beats: number[] = [];
  /** Peaks since the last beat that were no beats, or are not judged yet. */
  let waiting: QrsPeak[] = [];
  let last: QrsPeak | undefined;
  let qrsHeights: number[] = [];
  let noiseHeights: number[] = [];
  let intervals: number[] = [];

  const threshold = (): number => {
    const noise = median(noiseHeights);
    return noise + THRESHOLD * (median(qrsHeights) - noise);
  };

  const learn = (): void => {
    const unheard = waiting;
    const bySecond = new Map<number, number>();
    for (const { at, height } of unheard) {
      const second = Math.floor(at / DETECTION_RATE_HZ);
      bySecond.set(second, Math.max(height, bySecond.get(second) ?? 0));
    }
    qrsHeights = [...bySecond.values()];
    noiseHeights = new Array<number>(REMEMBERED).fill(0);
    intervals = new Array<number>(REMEMBERED).fill(DETECTION_RATE_HZ);
    waiting = [];
    for (const peak of unheard) decide(peak);
  };

  const accept = (peak: QrsPeak): void => {
    beats.push(peak.at);
    remember(qrsHeights, peak.height);
    if (last) remember(intervals, peak.at - last.at);
    last = peak;
    waiting = [];
  };

  /** Takes the beat that was missed, if there was one, and judges what came after it anew. */
  const searchBack = (now: number): void => {
    if (!last || now - last.at <= OVERDUE_INTERVALS * median(intervals)) return;
    const missed = highest(waiting, last.at + T_WAVE_SAMPLES);
    if (!missed || missed.height <= SEARCH_BACK_SHARE * threshold()) return;
    const later = waiting.slice(waiting.indexOf(missed) + 1);
    accept(missed);
    for (const peak of later) decide(peak);
  };

  const decide = (peak: QrsPeak): void => {
    searchBack(peak.at);
    const isTWave = last && peak.at - last.at < T_WAVE_SAMPLES && peak.slope < T_WAVE_SLOPE * last.slope;
    if (!isTWave && peak.height > threshold()) {
      accept(peak);
      return;
    }
    remember(noiseHeights, peak.height);
    waiting.push(peak);
  };

  return {
    hear(peak: QrsPeak): void {
      const waited = peak.at - (waiting[0] ?? peak).at;
      if (waited >= LEARNING_SECONDS * DETECTION_RATE_HZ) learn();
      if (qrsHeights.length > 0) decide(peak);
      else waiting.push(peak);
    },
    beats(): number[] {
      if (qrsHeights.length === 0) learn();
      return beats;
    },
  };
}

/** Drops the oldest where there are enough. */
function remember(values: number[], value: number): void {
  values.push(value);
  if (values.length > REMEMBERED) values.shift();
}

function highest(peaks: readonly QrsPeak[], from: number): QrsPeak | undefined {
  let best: QrsPeak | undefined;
  for (const peak of peaks) if (peak.at > from && peak.height > (best?.height ?? 0)) best = peak;
  return best;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(half)] as number) + (sorted[Math.ceil(half)] as number)) / 2;
}
