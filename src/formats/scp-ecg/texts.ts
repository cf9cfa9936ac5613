import type { RecordingLabel } from '../../domain/recording';
import { type Section, within } from './sections';

const PATIENT_ID = 2;
const END_OF_TAGS = 255;

/** The patient's number out of section 1; names, dates and doctors are not looked at. */
export function patientIdIn(section: Section | undefined): string | undefined {
  if (!section) return undefined;
  const { data } = section;
  for (let at = 0; at + 3 <= data.byteLength; ) {
    const [tag, length] = [data.getUint8(at), data.getUint16(at + 1, true)];
    if (tag === END_OF_TAGS) return undefined;
    if (tag === PATIENT_ID) return textOf(data, at + 3, length) || undefined;
    at += 3 + length;
  }
  return undefined;
}

const STATEMENTS_HEADER_BYTES = 9;

/** The statements of the report that was made by machine or confirmed (section 8). */
export function statementsIn(section: Section | undefined, path: string): RecordingLabel[] {
  if (!section) return [];
  return within(section, path, (data) => {
    const texts: string[] = [];
    let at = STATEMENTS_HEADER_BYTES;
    for (let left = data.getUint8(STATEMENTS_HEADER_BYTES - 1); left > 0; left--) {
      const length = data.getUint16(at + 1, true);
      texts.push(textOf(data, at + 3, length));
      at += 3 + length;
    }
    return texts.filter((text) => text !== '').map((text) => ({ scheme: 'statement', code: text, name: text }));
  });
}

/** Up to its first NUL, and no further than the section. */
function textOf(data: DataView, from: number, length: number): string {
  const end = Math.min(data.byteLength, from + length);
  const bytes = new Uint8Array(data.buffer, data.byteOffset + Math.min(from, end), Math.max(0, end - from));
  return (new TextDecoder('latin1').decode(bytes).split('\0', 1)[0] ?? '').trim();
}
