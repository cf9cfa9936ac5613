/** How the sinus rhythm and atrial fibrillation of each record beat, in stretches of two minutes. */

import { intervalBefore, isAtrialFibrillation, type MeasuredRecord } from './record';
import { bandShares } from './spectrum';
import { mean, median, type Row, standardDeviation } from './statistics';

const STRETCH_SECONDS = 120;

interface Stretch {
  /** End of each interval. */
  readonly seconds: number[];
  readonly intervals: number[];
}

/** One row a record: median over its stretches of two minutes in which nearly all beats are conducted and in step. */
export function sinusRhythms(records: readonly MeasuredRecord[]): Row[] {
  return records.flatMap((record) => {
    const stretches = stretchesOf(record, (index) => isSinusInterval(record, index)).filter(({ intervals }) => {
      const covered = intervals.reduce((sum, each) => sum + each, 0);
      return covered > 0.8 * STRETCH_SECONDS;
    });
    if (stretches.length === 0) return [];
    const shares = stretches.map(({ seconds, intervals }) => bandShares(seconds, intervals));
    return [
      {
        meanSeconds: median(stretches.map(({ intervals }) => mean(intervals))),
        relativeDeviation: median(stretches.map(({ intervals }) => standardDeviation(intervals) / mean(intervals))),
        slowShare: median(shares.map(({ slowShare }) => slowShare)),
        mayerShare: median(shares.map(({ mayerShare }) => mayerShare)),
        respiratoryShare: median(shares.map(({ respiratoryShare }) => respiratoryShare)),
        mayerHz: median(shares.map(({ mayerHz }) => mayerHz)),
        respiratoryHz: median(shares.map(({ respiratoryHz }) => respiratoryHz)),
      },
    ];
  });
}

/** One row a record with at least one stretch of 60 conducted intervals in atrial fibrillation or flutter. */
export function fibrillationRhythms(records: readonly MeasuredRecord[]): Row[] {
  return records.flatMap((record) => {
    const inFibrillation = (index: number) => {
      const [before, now] = [record.beats[index - 1], record.beats[index]];
      return !!before && !!now && isAtrialFibrillation(before) && isAtrialFibrillation(now) && conducted(record, index);
    };
    const stretches = stretchesOf(record, inFibrillation).filter(({ intervals }) => intervals.length >= 60);
    if (stretches.length === 0) return [];
    return [
      {
        meanSeconds: median(stretches.map(({ intervals }) => mean(intervals))),
        relativeDeviation: median(stretches.map(({ intervals }) => standardDeviation(intervals) / mean(intervals))),
        shortest: median(stretches.map(({ intervals }) => Math.min(...intervals) / mean(intervals))),
        longest: median(stretches.map(({ intervals }) => Math.max(...intervals) / mean(intervals))),
      },
    ];
  });
}

function conducted({ beats }: MeasuredRecord, index: number): boolean {
  return beats[index - 1]?.beatClass === 'N' && beats[index]?.beatClass === 'N';
}

/** Both beats conducted, out of fibrillation, and the interval within 30 % of its neighbours: no missed beat or pause. */
export function isSinusInterval(record: MeasuredRecord, index: number): boolean {
  const now = record.beats[index];
  if (!now || !conducted(record, index) || isAtrialFibrillation(now)) return false;
  const nearby = [-3, -2, -1, 1, 2, 3].map((offset) => intervalBefore(record, index + offset)).filter(Number.isFinite);
  return Math.abs(intervalBefore(record, index) / median(nearby) - 1) < 0.3;
}

function stretchesOf(record: MeasuredRecord, wanted: (index: number) => boolean): Stretch[] {
  const stretches = new Map<number, Stretch>();
  record.beats.forEach(({ sample }, index) => {
    if (!wanted(index)) return;
    const seconds = sample / record.samplingRateHz;
    const number = Math.floor(seconds / STRETCH_SECONDS);
    const stretch = stretches.get(number) ?? { seconds: [], intervals: [] };
    stretch.seconds.push(seconds);
    stretch.intervals.push(intervalBefore(record, index));
    stretches.set(number, stretch);
  });
  return [...stretches.values()];
}
