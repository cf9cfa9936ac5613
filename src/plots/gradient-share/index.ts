import { axis, baseLayout, endLabelMarginPx } from '../layout';
import { drawable, type FigureTrace, inkOf, type PlotDefinition, type PlotTheme, percent } from '../plot';
import { spreadLabels } from '../spread-labels';
import { markOf } from '../strategy-mark';

export interface GradientShareInput {
  readonly modalities: readonly {
    readonly representation: string;
    readonly label: string;
    /** `[epoch]` share of the first layer's gradient, 0 to 1. */
    readonly shares: readonly number[];
    /** Share of the features, 0 to 1: what the gradient's share would be if every feature mattered alike. */
    readonly featureShare: number;
  }[];
}

type Modality = GradientShareInput['modalities'][number];
const MARGIN = { l: 52, t: 12, b: 44 };
const LABEL_GAP_PX = 17;

function epochsOf({ modalities }: GradientShareInput): number {
  return Math.max(0, ...modalities.map(({ shares }) => shares.length));
}

function lineTrace(modality: Modality, theme: PlotTheme): FigureTrace {
  const mark = markOf({ id: modality.representation, ...modality }, theme);
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: `${modality.label}, gradient`,
    x: modality.shares.map((_, index) => index + 1),
    y: modality.shares.map((share) => drawable(percent(share))),
    cliponaxis: false,
    line: { color: mark.stroke, width: 2.4 },
    marker: { color: mark.stroke, symbol: mark.symbol, size: 8, line: { width: 1.5, color: mark.stroke } },
    hovertemplate: `${modality.label}, epoch %{x}: <b>%{y:.1f} %</b> of the gradient<extra></extra>`,
  };
}

function referenceTrace(modality: Modality, epochs: number, theme: PlotTheme): FigureTrace {
  const share = drawable(percent(modality.featureShare));
  return {
    type: 'scatter',
    mode: 'lines',
    name: `${modality.label}, features`,
    x: [1, epochs],
    y: [share, share],
    opacity: 0.8,
    line: { color: inkOf(theme, modality.representation).stroke, width: 1.4, dash: 'dash' },
    hovertemplate: `${modality.label}: %{y:.1f} % of the features<extra></extra>`,
  };
}

function labels({ modalities }: GradientShareInput, theme: PlotTheme): object[] {
  const heightPx = theme.heightPx - MARGIN.t - MARGIN.b;
  const ends = modalities.flatMap((modality) => {
    const last = modality.shares.findLast(Number.isFinite);
    return last === undefined ? [] : [{ modality, last }];
  });
  const placed = spreadLabels(
    ends.map(({ last }) => last * heightPx),
    LABEL_GAP_PX,
    0,
    heightPx,
  );
  return ends.map(({ modality }, index) => ({
    text: `${markOf({ id: modality.representation, ...modality }, theme).glyph} ${modality.label}`,
    xref: 'paper',
    yref: 'paper',
    x: 1,
    y: (placed[index] as number) / heightPx,
    xanchor: 'left',
    yanchor: 'middle',
    xshift: 8,
    showarrow: false,
    font: { color: inkOf(theme, modality.representation).text, size: 13, weight: 600 },
  }));
}

export const plot: PlotDefinition<GradientShareInput> = {
  id: 'gradient-share',
  teaches:
    'Solid: how much of the first layer’s gradient each modality sends. Dashed: its share of the features. The nearer ' +
    'solid lies to dashed, the more the counting of features decides what is learned, rather than what they say.',
  figure(input, theme) {
    const epochs = epochsOf(input);
    const r = endLabelMarginPx(input.modalities.map(({ label }) => `● ${label}`));
    const base = { ...baseLayout(theme), margin: { ...MARGIN, r } };
    if (epochs === 0) return { data: [], layout: base };
    return {
      data: [
        ...input.modalities.map((modality) => referenceTrace(modality, epochs, theme)),
        ...input.modalities.map((modality) => lineTrace(modality, theme)),
      ],
      layout: {
        ...base,
        xaxis: axis(theme, 'epoch', {
          range: [0.8, Math.max(epochs, 2) + 0.2],
          showgrid: false,
          tickformat: 'd',
          nticks: Math.min(epochs + 1, 10),
          automargin: false,
        }),
        yaxis: axis(theme, 'share, %', { range: [0, 100], automargin: false }),
        annotations: labels(input, theme),
      },
    };
  },
  table(input) {
    const epochs = epochsOf(input);
    const caption = 'Share of the first layer’s gradient by modality, beside its share of the features';
    const columns = [
      { label: 'epoch', unit: '', digits: 0 },
      ...input.modalities.flatMap(({ label }) => [
        { label: `${label}, gradient`, unit: '%', digits: 1 },
        { label: `${label}, features`, unit: '%', digits: 1 },
      ]),
    ];
    const rows = Array.from({ length: epochs }, (_, epoch) => [
      epoch + 1,
      ...input.modalities.flatMap(({ shares, featureShare }) => [
        percent(shares[epoch] ?? Number.NaN),
        percent(featureShare),
      ]),
    ]);
    return { caption, columns, rows };
  },
};
