/** What stands above the samples of an ECG that an Apple Watch took and the Health app exported. */

export interface WatchPreamble {
  readonly samplingRateHz: number;
  /** `I`: the watch has one lead, between the wrist and a finger of the other hand. */
  readonly lead: string;
  readonly unit: string;
  /** What the watch's own algorithm said, in the language of the phone; null where it is not given. */
  readonly classification: string | null;
  /** Number of the first line with a sample, from 1 on. */
  readonly firstLine: number;
}

/** `512 hertz` in the languages and scripts of the phone: the number comes first in all of them. */
const RATE = /^"?(\d+(?:[.,]\d+)?)\s*(?:hertz|hz|герц|гц|ヘルツ|赫兹|赫茲|헤르츠|هرتز|הרץ)/iu;
/** classification, Klassifizierung, clasificación, classificatie, klassificering, ... */
const CLASSIFICATION = /^(?:c|k)la(?:s|ss)ifi/iu;
const VOLTS = /^"?([\u00b5\u03bcumn]?V)\b/u;
const LEAD = /(?:^|\s)(I{1,3}|aV[RLF]|V[1-6])\s*$/;
const SAMPLE = /^\s*"?[-\u2212]?\d+(?:[.,]\d+)?"?\s*$/;
/** Headings come before this line; there are about a dozen. */
const MOST_LINES = 40;

/**
 * The preamble, or null where the text is no such export: some lines of a heading and its value, one of which is a rate in
 * hertz and one a unit of voltage, and below them lines of one number each. Headings are in the language of the phone, so
 * that none is looked for by its words where its value says what it is.
 */
export function parsePreamble(lines: readonly string[]): WatchPreamble | null {
  const firstLine = lines.findIndex((line, at) => SAMPLE.test(line) && SAMPLE.test(lines[at + 1] ?? ''));
  if (firstLine < 3 || firstLine > MOST_LINES) return null;
  const fields = lines.slice(0, firstLine).map(fieldOf);
  const rate = fields.map(({ value }) => RATE.exec(value)?.[1]).find((found) => found !== undefined);
  const unit = fields.map(({ value }) => VOLTS.exec(value)?.[1]).find((found) => found !== undefined);
  if (rate === undefined || unit === undefined) return null;
  return {
    samplingRateHz: Number(rate.replace(',', '.')),
    lead: fields.map(({ key, value }) => LEAD.exec(value || key)?.[1]).find((found) => found !== undefined) ?? 'I',
    unit: unit.replace(/^u/, '\u00b5').replace('\u03bc', '\u00b5'),
    classification: fields.find(({ key }) => CLASSIFICATION.test(key))?.value || null,
    firstLine: firstLine + 1,
  };
}

/** A heading and its value; values with a comma are in quotes. */
function fieldOf(line: string): { key: string; value: string } {
  const at = line.search(/[,;\t]/);
  if (at < 0) return { key: line.trim(), value: '' };
  return { key: line.slice(0, at).trim(), value: line.slice(at + 1).replace(/^\s*"|"?[,;\s]*$/g, '') };
}
