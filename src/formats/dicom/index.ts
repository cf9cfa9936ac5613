import type { Recording } from '../../domain/recording';
import type { Claim, FormatReader } from '../format';
import { headOf } from '../head-of';
import { requireSize } from '../require-size';
import { baseName, type SourceFile, withoutExtension } from '../source-file';
import { commentsOn, statementsOf } from './annotations';
import { type Attributes, itemsOf, parseAttributes, textOf } from './data-set';
import { type MultiplexGroup, readGroup } from './multiplex-group';
import { refusal } from './refusal';

/** DICOM waveforms of an ECG (Supplement 30): twelve-lead, general and ambulatory. */
export const dicom: FormatReader = {
  id: 'dicom',
  claim: async (files) => {
    const claims: Claim[] = [];
    for (const file of files) if (hasMark(await headOf(file))) claims.push({ path: file.path, files: [file] });
    return claims;
  },
  read: async ({ path, files }) => readRecordings(files[0] as SourceFile, path),
};

/** Behind a preamble of 128 bytes that mean nothing. */
const MARK_AT = 128;
/** The whole file is held in memory while it is read: a day of three leads at 500 Hz. */
const MOST_BYTES = 2 ** 28;

function hasMark(head: Uint8Array): boolean {
  return String.fromCharCode(...head.subarray(MARK_AT, MARK_AT + 4)) === 'DICM';
}

/**
 * Groups that were sampled together (rate, start and length alike) are one recording, others are recordings of their own.
 * A median beat was computed from the rhythm and is left out, unless the file holds nothing else.
 */
async function readRecordings(file: SourceFile, path: string): Promise<readonly Recording[]> {
  requireSize(file, MOST_BYTES, 'Cut the recording into shorter ones.');
  const bytes = await file.read();
  if (!hasMark(bytes)) throw refusal(path, 'bytes 128 to 131', 'DICM', 'something else');
  const root = parseAttributes(bytes, path);
  const items = itemsOf(root, 'x54000100');
  if (items.length === 0) {
    const kind = textOf(root, 'x00080060');
    const fix = 'Open DICOM files of ECG waveforms; images and reports hold no samples.';
    throw refusal(
      path,
      'waveform sequence',
      'at least one multiplex group',
      kind ? `none, but ${kind.slice(0, 16)}` : 'none',
      fix,
    );
  }
  const groups = items.map((item, index) => readGroup(item, index + 1));
  const measured = groups.filter(({ isDerived }) => !isDerived);
  const kept = measured.length > 0 ? measured : groups;
  const warnings = groups
    .filter((group) => !kept.includes(group))
    .map(
      ({ number, label }) =>
        `${path}: multiplex group ${number} (${label || 'derived'}) was computed from the others and left out.`,
    );
  return sampledTogether(kept).map((together, index) => recordingOf(together, index, root, warnings));
}

function sampledTogether(groups: readonly MultiplexGroup[]): MultiplexGroup[][] {
  const byTiming = new Map<string, MultiplexGroup[]>();
  for (const group of groups) {
    const timing = [group.samplingRateHz, group.offsetMilliseconds, group.samples].join(' ');
    byTiming.set(timing, [...(byTiming.get(timing) ?? []), group]);
  }
  return [...byTiming.values()];
}

function recordingOf(
  groups: readonly MultiplexGroup[],
  index: number,
  root: Attributes,
  warnings: readonly string[],
): Recording {
  const stem = withoutExtension(root.path);
  const id = index === 0 ? stem : `${stem} group ${groups[0]?.number}`;
  const labels = statementsOf(root);
  return {
    id,
    name: baseName(id),
    format: 'dicom',
    subject: textOf(root, 'x00100020') || stem,
    synthetic: false,
    leads: groups.flatMap(({ leads }) => leads),
    annotationRateHz: groups[0]?.samplingRateHz as number,
    annotations: groups.flatMap((group) => commentsOn(root, group)).sort((a, b) => a.sample - b.sample),
    ...(labels.length > 0 && { labels }),
    warnings,
  };
}
