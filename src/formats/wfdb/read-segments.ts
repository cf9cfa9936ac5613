import { LabError } from '../../domain/problem';
import type { ChecksumVerdict, DigitalSamples, Lead } from '../../domain/recording';
import { countOf, listOf } from '../excerpt';
import type { MultiSegmentHeader } from './header';
import { type LeadLayout, type LeadPlan, planLeads } from './lead-plan';
import type { ReadSignals } from './read-signals';
import { decodeSegment, gainOf, type StoredSignal } from './segment';
import { gapValueOf, type IntegerSamples } from './signal-formats';
import type { WfdbSignal } from './signal-line';
import { type FindFile, openTimeline, type PlacedSegment, type Timeline } from './timeline';

/**
 * What a multi-segment record may take: its files' size so many times, and this to spare. A header can state gaps of any
 * length, and name one signal file any number of times.
 */
const MEMORY_TIMES_FILES = 4;
const SPARE_BYTES = 40 * 2 ** 20;

/** A record can have thousands of segments; their warnings are alike. */
const MOST_SEGMENT_WARNINGS = 10;

/**
 * Reads the segments of a record and joins them: sample numbers are places on the time axis of the whole record, and a gap
 * is a run of missing samples. `fileBytes` is the size of all of the record's files together.
 * Throws `LabError`: what `openTimeline` and `decodeSegment` throw, `wfdb-segments-differ`, `wfdb-too-large`.
 */
export async function readSegments(
  header: MultiSegmentHeader,
  path: string,
  find: FindFile,
  fileBytes: number,
): Promise<ReadSignals> {
  const timeline = await openTimeline(header, path, find);
  const layout = planLeads(
    timeline.layout,
    timeline.placed.map(({ segment }) => segment),
  );
  if (!timeline.isVariable) for (const { segment } of timeline.placed) requireAllLeads(segment, layout, path);
  const { placed, frames, warnings } = fitToMemory(timeline, layout.plans, path, fileBytes);
  const digital = layout.plans.map(({ Samples, samplesPerFrame, missing }) =>
    new Samples(frames * samplesPerFrame).fill(missing),
  );
  const checksums = layout.plans.map(() => new Set<ChecksumVerdict>());
  const segmentWarnings: string[] = [];
  for (const place of placed) {
    const joined = await joinSegment(place, layout, digital);
    for (const [signal, verdict] of joined.checksums) checksums[layout.leadOf.get(signal) as number]?.add(verdict);
    segmentWarnings.push(...place.segment.warnings, ...joined.warnings);
  }
  const leads = layout.plans.map((plan, index) =>
    leadOf(plan, header.frameRateHz, digital[index] as DigitalSamples, checksums[index] as Set<ChecksumVerdict>),
  );
  return {
    leads,
    warnings: [
      ...timeline.warnings,
      ...warnings,
      ...leadWarnings(layout.plans, checksums, path),
      ...few(segmentWarnings),
    ],
  };
}

/** Decodes one segment into its place in each lead. */
async function joinSegment(
  { segment, from }: PlacedSegment,
  { plans, leadOf: leadIndexOf }: LeadLayout,
  digital: readonly DigitalSamples[],
): ReturnType<typeof decodeSegment> {
  const parts = new Map(segment.signals.map((stored) => [stored.signal, partOf(stored)]));
  function partOf({ signal, format }: StoredSignal): { target: DigitalSamples; decoded: IntegerSamples } {
    const index = leadIndexOf.get(signal) as number;
    const start = from * signal.samplesPerFrame;
    const length = segment.frames * signal.samplesPerFrame;
    const target = (digital[index] as DigitalSamples).subarray(start, start + length);
    // As stored, so the lead's array is of the format's own kind.
    const inPlace = (plans[index] as LeadPlan).keeps === 'stored';
    return { target, decoded: inPlace ? (target as IntegerSamples) : new format.Samples(length) };
  }
  const decoded = await decodeSegment(segment, (signal) => parts.get(signal)?.decoded as IntegerSamples);
  for (const { signal, format } of segment.signals) {
    const part = parts.get(signal);
    if (!part || part.decoded === part.target) continue;
    convert(
      part.decoded,
      gapValueOf(format),
      signal,
      plans[leadIndexOf.get(signal) as number] as LeadPlan,
      part.target,
    );
  }
  return decoded;
}

function convert(
  decoded: IntegerSamples,
  missing: number,
  signal: WfdbSignal,
  plan: LeadPlan,
  target: DigitalSamples,
): void {
  const gain = plan.keeps === 'physical' ? gainOf(signal) : 1;
  const baseline = plan.keeps === 'physical' ? signal.baseline : 0;
  for (let index = 0; index < decoded.length; index += 1) {
    const value = decoded[index] as number;
    target[index] = value === missing ? plan.missing : (value - baseline) / gain;
  }
}

function leadOf(
  { name, unit, samplesPerFrame, gain, baseline, missing }: LeadPlan,
  frameRateHz: number,
  digital: DigitalSamples,
  verdicts: ReadonlySet<ChecksumVerdict>,
): Lead {
  const checksum = verdicts.has('bad') ? 'bad' : verdicts.has('none') || verdicts.size === 0 ? 'none' : 'ok';
  return { name, samplingRateHz: frameRateHz * samplesPerFrame, unit, digital, gain, baseline, missing, checksum };
}

/** Leaves out what lies behind a gap that is too long to be held. */
function fitToMemory(
  { placed, frames, isVariable }: Timeline,
  plans: readonly LeadPlan[],
  path: string,
  fileBytes: number,
): Pick<Timeline, 'placed' | 'frames' | 'warnings'> {
  const frameBytes = plans.reduce((sum, plan) => sum + plan.Samples.BYTES_PER_ELEMENT * plan.samplesPerFrame, 0);
  const most = Math.floor((MEMORY_TIMES_FILES * fileBytes + SPARE_BYTES) / frameBytes);
  if (frames <= most) return { placed, frames, warnings: [] };
  const kept = placed.filter(({ segment, from }) => from + segment.frames <= most);
  const last = kept.at(-1);
  if (!isVariable || !last) throw tooLarge(path, most, frames);
  const end = last.from + last.segment.frames;
  const left = countOf(placed.length - kept.length, 'segment');
  const warning = `${path}: the recording was read to sample ${end} of ${frames}; the gaps that follow are longer than can be held (${most} samples in all), so ${left} behind them were left out.`;
  return { placed: kept, frames: end, warnings: [warning] };
}

function requireAllLeads(
  segment: PlacedSegment['segment'],
  { plans, leadOf: leadIndexOf }: LeadLayout,
  path: string,
): void {
  const own = new Set(segment.signals.map(({ signal }) => leadIndexOf.get(signal)));
  const absent = plans.filter((_, index) => !own.has(index));
  if (absent.length === 0) return;
  throw new LabError({
    code: 'wfdb-segments-differ',
    file: segment.path,
    field: 'signals',
    expected: `those of all other segments of ${path}, among them ${listOf(absent.map(inWords))}`,
    found: listOf(segment.signals.map(({ signal }) => inWords(signal))),
    at: '',
    fix: 'A record of a fixed layout has the same signals in each segment; use the headers of one and the same record.',
  });
}

function inWords({ name, unit, samplesPerFrame }: Pick<LeadPlan, 'name' | 'unit' | 'samplesPerFrame'>): string {
  return `${name} (${unit}, ${samplesPerFrame} a frame)`;
}

function leadWarnings(
  plans: readonly LeadPlan[],
  checksums: readonly ReadonlySet<ChecksumVerdict>[],
  path: string,
): string[] {
  const names = (kept: (plan: LeadPlan, index: number) => boolean): string =>
    plans
      .filter(kept)
      .map(({ name }) => name)
      .join(', ');
  const empty = names((_, index) => checksums[index]?.size === 0);
  const physical = names(({ keeps }) => keeps === 'physical');
  const warnings: string[] = [];
  if (empty) warnings.push(`${path}: no segment that was read has samples of ${empty}.`);
  if (physical) {
    warnings.push(
      `${path}: gain or baseline of ${physical} differ between segments; such leads are kept in their physical unit instead of digital units.`,
    );
  }
  return warnings;
}

function few(warnings: readonly string[]): string[] {
  if (warnings.length <= MOST_SEGMENT_WARNINGS) return [...warnings];
  const more = countOf(warnings.length - MOST_SEGMENT_WARNINGS, 'more warning');
  return [...warnings.slice(0, MOST_SEGMENT_WARNINGS), `${more} of its segments are not shown.`];
}

function tooLarge(path: string, most: number, frames: number): LabError {
  return new LabError({
    code: 'wfdb-too-large',
    file: path,
    field: 'number of samples',
    expected: `at most ${most} of each signal, from signal files of this size`,
    found: String(frames),
    at: '',
    fix: 'Use an undamaged copy of the header, or cut the record into shorter ones.',
  });
}
