/** Time-stamped annotation lists (TALs) of EDF+: `+onset[\x15duration]\x14text\x14...\x14\0`, several a data record. */

export interface TimedText {
  /** From the start of the file's clock. */
  readonly onsetSeconds: number;
  readonly text: string;
}

export interface AnnotationList {
  /** When the data record begins; null where it does not say so. */
  readonly recordOnsetSeconds: number | null;
  readonly texts: readonly TimedText[];
  /** Lists that could not be read. */
  readonly damaged: number;
}

const ONSET = /^[+-]\d+(\.\d*)?$/;
const DURATION = /^\d+(\.\d*)?$/;
const decoder = new TextDecoder();

/** The lists in one data record's annotation signals, the first of which begins with the record's own onset. */
export function parseAnnotationLists(bytes: Uint8Array): AnnotationList {
  const texts: TimedText[] = [];
  let recordOnsetSeconds: number | null = null;
  let damaged = 0;
  for (const [index, list] of listsIn(bytes).entries()) {
    const [stamp = '', ...entries] = list.split('\x14');
    const [onset = '', duration] = stamp.split('\x15');
    if (!ONSET.test(onset) || (duration !== undefined && !DURATION.test(duration)) || entries.at(-1) !== '') {
      damaged += 1;
      continue;
    }
    const onsetSeconds = Number(onset);
    if (index === 0 && entries[0] === '') recordOnsetSeconds = onsetSeconds;
    for (const text of entries) if (text !== '') texts.push({ onsetSeconds, text });
  }
  return { recordOnsetSeconds, texts, damaged };
}

/** The zero byte ends a list; what is unused of the signal is zeros as well. */
function listsIn(bytes: Uint8Array): string[] {
  const lists: string[] = [];
  for (let from = 0; from < bytes.length; ) {
    const zero = bytes.indexOf(0, from);
    const to = zero < 0 ? bytes.length : zero;
    if (to > from) lists.push(decoder.decode(bytes.subarray(from, to)));
    from = to + 1;
  }
  return lists;
}
