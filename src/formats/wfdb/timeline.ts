import { LabError } from '../../domain/problem';
import { listOf } from '../excerpt';
import type { SourceFile } from '../source-file';
import { readHeaderText } from './claim';
import { type MultiSegmentHeader, NO_FILE, parseHeader, type WfdbHeader } from './header';
import { openSegment, type Segment } from './segment';
import type { WfdbSegment } from './segment-line';

/** A segment at its place in time. */
export interface PlacedSegment {
  readonly segment: Segment;
  /** Frame of the whole record at which it begins. */
  readonly from: number;
}

/** What is there of a multi-segment record, and where. */
export interface Timeline {
  /** In time order; what lies between them is a gap. */
  readonly placed: readonly PlacedSegment[];
  /** Frames to the end; to that of the last segment that could be read where later ones could not. */
  readonly frames: number;
  /** The layout header of a variable layout; null where there is none. */
  readonly layout: WfdbHeader | null;
  /** In a variable layout segments may lack leads, or be absent themselves. */
  readonly isVariable: boolean;
  readonly warnings: readonly string[];
}

/** The file that a header names. */
export type FindFile = (headerPath: string, name: string) => SourceFile | undefined;

/**
 * Opens the segments that a header lists. A segment that cannot be read is a gap in a variable layout.
 * Throws `LabError`: what is wrong with a segment of a fixed layout, or with the first where none can be read.
 */
export async function openTimeline(header: MultiSegmentHeader, path: string, find: FindFile): Promise<Timeline> {
  const { segments } = header;
  const isVariable = segments[0]?.frames === 0 || segments.some(({ name }) => name === NO_FILE);
  const placed: PlacedSegment[] = [];
  const unread: { readonly name: string; readonly why: LabError }[] = [];
  let from = 0;
  let frames = 0;
  let endsUnread = false;
  for (const listed of segments) {
    if (listed.name !== NO_FILE && listed.frames > 0) {
      try {
        placed.push({ segment: await openListed(listed, header, path, find), from });
        endsUnread = false;
      } catch (thrown) {
        if (!isVariable || !(thrown instanceof LabError)) throw thrown;
        unread.push({ name: listed.name, why: thrown });
        endsUnread = true;
      }
    }
    from += listed.frames;
    if (!endsUnread) frames = from;
  }
  if (placed.length === 0) throw unread[0]?.why ?? noSegments(path);
  const warnings = [...header.warnings];
  if (unread.length > 0) warnings.push(unreadSentence(unread, segments, path));
  if (frames < from)
    warnings.push(`${path}: the recording ends with its last segment that was read, at sample ${frames} of ${from}.`);
  if (header.frames !== null && header.frames !== from) warnings.push(lengthSentence(header.frames, from, path));
  const layout = await readLayout(segments[0], path, find);
  if (typeof layout === 'string') warnings.push(layout);
  return { placed, frames, layout: typeof layout === 'string' ? null : layout, isVariable, warnings };
}

async function openListed(
  { name, frames }: WfdbSegment,
  record: MultiSegmentHeader,
  path: string,
  find: FindFile,
): Promise<Segment> {
  const file = find(path, `${name}.hea`);
  if (!file) throw missingSegment(name, path);
  const header = parseHeader(await readHeaderText(file), file.path);
  if (header.kind !== 'signals') {
    throw differs(file.path, 'record line', `a record with signals of its own, as a segment of ${path}`, 'segments');
  }
  if (header.frames !== null && header.frames !== frames) {
    throw differs(file.path, 'number of samples', `${frames} as ${path} says`, String(header.frames));
  }
  if (header.frameRateHz !== record.frameRateHz) {
    throw differs(file.path, 'sampling rate', `${record.frameRateHz} Hz as ${path} says`, `${header.frameRateHz} Hz`);
  }
  return openSegment({ ...header, frames }, file.path, (each) => find(file.path, each));
}

/** The layout header, null where the record begins with none, or a sentence that says why it was not read. */
async function readLayout(
  first: WfdbSegment | undefined,
  path: string,
  find: FindFile,
): Promise<WfdbHeader | null | string> {
  if (!first || first.frames > 0 || first.name === NO_FILE) return null;
  const file = find(path, `${first.name}.hea`);
  const without = `${path}: its layout header ${first.name}.hea was not read, so the leads are those of its segments`;
  if (!file) return `${without}: no such file among those that were opened.`;
  try {
    const header = parseHeader(await readHeaderText(file), file.path);
    return header.kind === 'signals' ? header : `${without}: it has segments itself.`;
  } catch (thrown) {
    if (thrown instanceof LabError) return `${without}. ${thrown.message}`;
    throw thrown;
  }
}

function unreadSentence(
  unread: readonly { readonly name: string; readonly why: LabError }[],
  segments: readonly WfdbSegment[],
  path: string,
): string {
  const total = segments.filter(({ name, frames }) => name !== NO_FILE && frames > 0).length;
  const names = listOf(unread.map(({ name }) => name));
  return `${path}: ${unread.length} of ${total} segments could not be read and are gaps: ${names}. The first: ${unread[0]?.why.message}`;
}

function lengthSentence(stated: number, found: number, path: string): string {
  return `${path}: expected ${stated} samples as its record line says, found segments of ${found} together; the segments were taken.`;
}

function differs(file: string, field: string, expected: string, found: string): LabError {
  const fix = 'Use the headers and the segments of one and the same record.';
  return new LabError({ code: 'wfdb-segments-differ', file, field, expected, found, at: '', fix });
}

function missingSegment(name: string, path: string): LabError {
  return new LabError({
    code: 'wfdb-segment-missing',
    file: path,
    field: `segment ${name}`,
    expected: `its header ${name}.hea`,
    found: 'no such file among those that were opened',
    at: '',
    fix: `Open ${name}.hea and its signal file together with this header.`,
  });
}

function noSegments(path: string): LabError {
  return new LabError({
    code: 'wfdb-segment-missing',
    file: path,
    field: 'segments',
    expected: 'at least one that has samples',
    found: 'none',
    at: '',
    fix: 'Use an undamaged copy of the header.',
  });
}
