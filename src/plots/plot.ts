/** A plot is one set of numbers shown twice: as a figure to look at and as a table to read. Both are pure functions. */

/** Stroke for lines and fills; text reaches 4.5:1 on the card. */
export interface InkPair {
  readonly stroke: string;
  readonly text: string;
}

/** Everything about the page that a figure depends on: its colours as the browser resolved them, and its size. */
export interface PlotTheme {
  readonly ink: string;
  readonly inkSoft: string;
  readonly line: string;
  readonly card: string;
  /** By representation id; `inkOf` answers for ids without a colour of their own. */
  readonly modality: Readonly<Record<string, InkPair>>;
  /** By beat class. */
  readonly beatClass: Readonly<Record<string, InkPair>>;
  readonly fontFamily: string;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A Plotly trace. Numbers that cannot be drawn are null, which leaves a gap; other attributes are Plotly's own. */
export interface FigureTrace {
  readonly type: 'scatter' | 'bar' | 'heatmap';
  readonly name: string;
  readonly x: readonly (number | string | null)[];
  readonly y: readonly (number | string | null)[];
  /** Heatmaps only: `[row][column]`. */
  readonly z?: readonly (readonly (number | null)[])[];
  /** Further numbers that the figure writes out, in the shape that Plotly wants. */
  readonly customdata?: readonly unknown[];
  readonly [attribute: string]: unknown;
}

export interface PlotFigure {
  readonly data: readonly FigureTrace[];
  readonly layout: Readonly<Record<string, unknown>>;
}

export interface PlotColumn {
  readonly label: string;
  /** `%`, `epoch`; empty for text and for plain counts. */
  readonly unit: string;
  /** Decimals to show; null for text. */
  readonly digits: number | null;
}

export interface PlotTable {
  /** What is shown, on which part, in one line: also the accessible name of the figure. */
  readonly caption: string;
  readonly columns: readonly PlotColumn[];
  /** Numbers are those of the figure, unrounded; NaN where there is none. */
  readonly rows: readonly (readonly (string | number)[])[];
}

/** `figure` and `table` throw nothing: without input the figure has no trace and the table no row. */
export interface PlotDefinition<Input> {
  readonly id: string;
  /** One line on how to read it. */
  readonly teaches: string;
  figure(input: Input, theme: PlotTheme): PlotFigure;
  table(input: Input): PlotTable;
}

/** The colours of a representation, ink for those that have none of their own. */
export function inkOf(theme: PlotTheme, representation: string | null): InkPair {
  const own = representation === null ? undefined : theme.modality[representation];
  return own ?? { stroke: theme.ink, text: theme.ink };
}

/** A number that Plotly can draw, or the gap it leaves. */
export function drawable(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

export function percent(share: number): number {
  return 100 * share;
}
