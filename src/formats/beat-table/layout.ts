/** How a table of beats is laid out, from its first lines. */

export interface TableLayout {
  readonly split: (line: string) => string[];
  readonly labelAt: 'first' | 'last' | null;
  readonly samplesPerRow: number;
  /** Number of the first line that is a row, from 1 on. */
  readonly firstLine: number;
}

/** A table with fewer columns is one of leads, where a row is a sample: no recorder has more leads than this. */
const FEWEST_COLUMNS = 60;
/** A column of labels has few different entries. */
const MOST_CLASSES = 20;
const SNIFFED_ROWS = 20;

/**
 * The layout of a table in which a row is a beat, or null where it is none: at least 60 numbers in each of the first
 * rows, the same count in all of them, with the class at one end. `lines` may end within a row. Known are the forms of the
 * UCR archive (`.arff`, `.ts`, `.tsv`, blank-separated text) and plain CSV with or without a line of headings.
 */
export function layoutOf(lines: readonly string[]): TableLayout | null {
  const marked = lines.findIndex((line) => /^@data\s*$/i.test(line));
  const isSeries = lines.some((line) => /^@problemname\b/i.test(line));
  const first = marked >= 0 ? marked + 1 : lines.findIndex((line) => line.trim() !== '' && !/^\s*[#%@]/.test(line));
  if (first < 0) return null;
  const split = splitterFor(lines[first] ?? '', isSeries);
  // The last line may be cut off where the first bytes of the file end.
  const candidates = lines.slice(first, Math.max(first + 1, Math.min(lines.length - 1, first + SNIFFED_ROWS)));
  const cells = candidates.filter((line) => line.trim() !== '').map(split);
  const headed = marked < 0 && cells.length > 1 && !isRow(cells[0] ?? []);
  const rows = headed ? cells.slice(1) : cells;
  const columns = rows[0]?.length ?? 0;
  if (columns < FEWEST_COLUMNS || !rows.every((row) => row.length === columns && isRow(row))) return null;
  const labelAt = isSeries ? 'last' : labelColumn(rows, headed ? cells[0] : undefined, marked >= 0);
  return {
    split,
    labelAt,
    samplesPerRow: columns - (labelAt ? 1 : 0),
    firstLine: first + (headed ? 2 : 1),
  };
}

function splitterFor(line: string, isSeries: boolean): (line: string) => string[] {
  // The time series form puts the class behind a colon.
  if (isSeries) return (text) => text.split(/[,:]/);
  const delimiter = [',', '\t', ';'].find((each) => line.includes(each));
  return delimiter ? (text) => text.split(delimiter) : (text) => text.trim().split(/\s+/);
}

/** Numbers, but for the cells at the ends, which may name a class. */
function isRow(cells: readonly string[]): boolean {
  return cells.slice(1, -1).every(isNumber);
}

function isNumber(cell: string): boolean {
  const text = cell.trim();
  return text === '?' || /^nan$/i.test(text) || (text !== '' && Number.isFinite(Number(text)));
}

/** By its heading, else by its entries: whole numbers or words, few different ones; of two such columns the more varied. */
function labelColumn(
  rows: readonly string[][],
  headings: readonly string[] | undefined,
  isArff: boolean,
): 'first' | 'last' | null {
  const isLabel = /^\W*(y|label|class|target|beat_?type|annotation)\w*\W*$/i;
  if (headings && isLabel.test(headings.at(-1) ?? '')) return 'last';
  if (headings && isLabel.test(headings[0] ?? '')) return 'first';
  if (isArff) return 'last';
  const distinct = (at: number): number => {
    const entries = rows.map((row) => (row.at(at) as string).trim());
    const whole = entries.every((entry) => !isNumber(entry) || Number.isInteger(Number(entry)));
    const count = new Set(entries).size;
    return whole && count <= MOST_CLASSES ? count : 0;
  };
  const [first, last] = [distinct(0), distinct(-1)];
  if (first === 0 && last === 0) return null;
  return first > last || last === 0 ? 'first' : 'last';
}
