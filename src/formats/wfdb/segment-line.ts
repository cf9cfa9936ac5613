import { LabError } from '../../domain/problem';
import { excerptOf } from '../excerpt';

/** One segment of a multi-segment record. */
export interface WfdbSegment {
  /** Name of the record that holds it; `~` where there is a gap. */
  readonly name: string;
  readonly frames: number;
}

/** Parses `name frames`. Throws `LabError` with the code `wfdb-header-invalid`. */
export function parseSegmentLine(text: string, index: number, path: string, line: number): WfdbSegment {
  const [name = '', frames = ''] = text.split(/\s+/);
  if (/^\d+$/.test(frames)) return { name, frames: Number(frames) };
  throw new LabError({
    code: 'wfdb-header-invalid',
    file: path,
    field: `segment ${index} (${excerptOf(name)}), number of samples`,
    expected: 'a whole number',
    found: frames === '' ? 'nothing' : excerptOf(frames),
    at: `line ${line}`,
    fix: 'Correct the header, or use an undamaged copy of it.',
  });
}
