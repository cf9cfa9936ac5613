/**
 * Every R-peak detector on the 44 unpaced records of MIT-BIH, lead MLII, scored by EC57, and on 24 h of one lead:
 * `npx tsx tests/bench/r-peaks.ts [folder of the records]`. Times are CPU seconds of one thread.
 */

import type { RPeakDetectorId } from '../../src/domain/r-peak-detector';
import { BEAT_DETECTION_RULE, scoreBeatDetection, summariseBeatDetection } from '../../src/evaluation/beat-detection';
import { detectRPeaks, R_PEAK_DETECTORS } from '../../src/signals/r-peaks/detect';
import { realData } from '../fixtures/real-data';
import { type LeadOfRecord, readUnpacedRecords, repeatedTo } from '../fixtures/unpaced-records';

const RATE_HZ = 360;
const DAY_SECONDS = 24 * 3600;

const cpuSeconds = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};
const percent = (share: number): string => (100 * share).toFixed(2).padStart(7);

function scoreAll(records: readonly LeadOfRecord[], id: RPeakDetectorId): void {
  const offsets: number[] = [];
  console.log('record     TP    FN    FP      Se      +P');
  const scores = records.map(({ recording, samples }) => {
    const detected = detectRPeaks(samples, RATE_HZ, id);
    const score = scoreBeatDetection(recording, detected);
    const { truePositives, falseNegatives, falsePositives, sensitivity, positivePredictivity } = score;
    const counts = [truePositives, falseNegatives, falsePositives].map((count) => String(count).padStart(6)).join('');
    console.log(`${recording.name} ${counts} ${percent(sensitivity)} ${percent(positivePredictivity)}`);
    offsets.push(...offsetsOf(recording.annotations, detected));
    return score;
  });
  const { gross, average } = summariseBeatDetection(scores);
  const missed = `${gross.falseNegatives} missed, ${gross.falsePositives} extra`;
  console.log(`gross   Se ${percent(gross.sensitivity)} %  +P ${percent(gross.positivePredictivity)} %  (${missed})`);
  console.log(`average Se ${percent(average.sensitivity)} %  +P ${percent(average.positivePredictivity)} %`);
  const sorted = offsets.sort((a, b) => a - b);
  const quantile = (share: number): string =>
    (((sorted[Math.floor(share * sorted.length)] as number) * 1000) / RATE_HZ).toFixed(1);
  console.log(
    `distance of a detection from the nearest annotation: median ${quantile(0.5)} ms, 95 % ${quantile(0.95)} ms`,
  );
}

/** `[detection]` samples to the nearest annotation within 150 ms. */
function offsetsOf(annotations: readonly { sample: number }[], detected: Float64Array): number[] {
  let next = 0;
  const offsets: number[] = [];
  for (const at of detected) {
    while (next + 1 < annotations.length && Math.abs(sampleAt(next + 1) - at) <= Math.abs(sampleAt(next) - at))
      next += 1;
    const offset = Math.abs(sampleAt(next) - at);
    if (offset <= 0.15 * RATE_HZ) offsets.push(offset);
  }
  return offsets;

  function sampleAt(index: number): number {
    return (annotations[index] as { sample: number }).sample;
  }
}

const records = await readUnpacedRecords(process.argv[2] ?? realData('mitdb'));
const day = repeatedTo(DAY_SECONDS * RATE_HZ, records);
console.log(BEAT_DETECTION_RULE);
for (const { id, label, citation } of R_PEAK_DETECTORS) {
  console.log(`\n${label}: ${citation}`);
  scoreAll(records, id);
  let beats = 0;
  const residentBefore = process.resourceUsage().maxRSS;
  const seconds = cpuSeconds(() => {
    beats = detectRPeaks(day, RATE_HZ, id).length;
  });
  const grown = (process.resourceUsage().maxRSS - residentBefore) / 1024;
  const cost = `${seconds.toFixed(1)} CPU s, peak of memory + ${grown.toFixed(0)} MB`;
  console.log(`24 h of one lead, ${day.length} samples, ${beats} beats: ${cost}`);
}
