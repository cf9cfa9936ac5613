import type { PlotTheme } from './plot';

/** No chart label is smaller. */
export const LABEL_PX = 12.5;

/** What all figures share: paper and ink of the page, thin rules, no frame, and no gesture that would steal a scroll. */
export function baseLayout(theme: PlotTheme): Record<string, unknown> {
  return {
    autosize: false,
    width: theme.widthPx,
    height: theme.heightPx,
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { family: theme.fontFamily, size: LABEL_PX, color: theme.inkSoft },
    margin: { l: 52, r: 16, t: 12, b: 44 },
    showlegend: false,
    dragmode: false,
    hovermode: 'closest',
    hoverlabel: { bgcolor: theme.card, bordercolor: theme.line, font: { color: theme.ink, size: 13 } },
  };
}

export function axis(theme: PlotTheme, title: string, more: Readonly<Record<string, unknown>> = {}): object {
  return {
    title: { text: title, standoff: 8, font: { size: LABEL_PX, color: theme.inkSoft } },
    gridcolor: theme.line,
    linecolor: theme.line,
    zeroline: false,
    fixedrange: true,
    automargin: true,
    ticks: '',
    ...more,
  };
}

const BOLD_CHARACTER_PX = 8.4;

/** Right margin for labels at the ends of lines: as wide as the longest in a wide font, as no text is measured here. */
export function endLabelMarginPx(labels: readonly string[]): number {
  return 16 + BOLD_CHARACTER_PX * Math.max(4, ...labels.map(({ length }) => length));
}
