import { inkOf, type PlotTheme } from './plot';

/** A strategy as plots know it. `representation` is null for a fusion and the modality's id for a baseline. */
export interface PlottedStrategy {
  readonly id: string;
  readonly label: string;
  /** For narrow places beside its mark: `Time` for `Time only`. */
  readonly shortLabel: string;
  readonly representation: string | null;
}

export interface StrategyMark {
  readonly stroke: string;
  readonly text: string;
  readonly dash: 'solid' | 'dash' | 'dot' | 'dashdot';
  /** Plotly's name of the marker. */
  readonly symbol: string;
  /** The same marker as a character, for labels. */
  readonly glyph: string;
  readonly widthPx: number;
}

const FUSION: Readonly<Record<string, Pick<StrategyMark, 'dash' | 'symbol' | 'glyph'>>> = {
  early: { dash: 'dot', symbol: 'square', glyph: '■' },
  intermediate: { dash: 'solid', symbol: 'circle', glyph: '●' },
  late: { dash: 'dash', symbol: 'diamond', glyph: '◆' },
};
const OTHER_FUSION = { dash: 'dashdot', symbol: 'star', glyph: '★' } as const;

const BASELINE: Readonly<Record<string, Pick<StrategyMark, 'symbol' | 'glyph'>>> = {
  time: { symbol: 'circle-open', glyph: '○' },
  frequency: { symbol: 'square-open', glyph: '□' },
  spectrogram: { symbol: 'diamond-open', glyph: '◇' },
  rhythm: { symbol: 'triangle-up-open', glyph: '△' },
  scalogram: { symbol: 'pentagon-open', glyph: '⬠' },
  mel: { symbol: 'triangle-down-open', glyph: '▽' },
  'band-power': { symbol: 'hexagon-open', glyph: '⬡' },
  welch: { symbol: 'cross-open', glyph: '✚' },
  'wavelet-packets': { symbol: 'hourglass-open', glyph: '⧖' },
  gramian: { symbol: 'star-open', glyph: '☆' },
  recurrence: { symbol: 'triangle-left-open', glyph: '◁' },
};
const OTHER_BASELINE = { symbol: 'x-thin-open', glyph: '×' } as const;

/** Modality colour and an open marker for a baseline; ink, a dash and a filled marker for a fusion. Never colour alone. */
export function markOf(
  { id, representation }: Pick<PlottedStrategy, 'id' | 'representation'>,
  theme: PlotTheme,
): StrategyMark {
  if (representation === null) {
    return { stroke: theme.ink, text: theme.ink, widthPx: 2.6, ...(FUSION[id] ?? OTHER_FUSION) };
  }
  return {
    ...inkOf(theme, representation),
    dash: 'solid',
    widthPx: 1.8,
    ...(BASELINE[representation] ?? OTHER_BASELINE),
  };
}
