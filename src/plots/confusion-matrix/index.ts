import { axis, baseLayout } from '../layout';
import { drawable, type PlotDefinition, type PlotTheme, percent } from '../plot';

export interface ConfusionMatrixInput {
  /** Name of the strategy. */
  readonly strategy: string;
  readonly classes: readonly string[];
  /** `[true class][called class]` examples. */
  readonly confusion: readonly (readonly number[])[];
}

/** `[true class][called class]` percent of the true class; NaN along a row without beats. */
function sharesOf(confusion: ConfusionMatrixInput['confusion']): number[][] {
  return confusion.map((row) => {
    const support = row.reduce((sum, beats) => sum + beats, 0);
    return row.map((beats) => percent(beats / support));
  });
}

function cellText(beats: number, share: number): string {
  const count = `<b>${beats.toLocaleString('en')}</b>`;
  return Number.isFinite(share) ? `${count}<br>${share.toFixed(share < 10 ? 1 : 0)} %` : count;
}

/** Percent from which on cividis is light enough for dark text (4.5:1 on either side). */
const LIGHT_FROM = 48;

function inkOn(share: number, theme: PlotTheme): string {
  if (!Number.isFinite(share)) return theme.ink;
  return share < LIGHT_FROM ? '#ffffff' : '#14181d';
}

export const plot: PlotDefinition<ConfusionMatrixInput> = {
  id: 'confusion-matrix',
  teaches:
    'Each row is one true class, and its colours add up to 100 %: the diagonal is sensitivity, everything beside it was ' +
    'called something else. Rows are normalised because the commonest class would drown the others.',
  figure({ classes, confusion }, theme) {
    const shares = sharesOf(confusion);
    const base = { ...baseLayout(theme), margin: { l: 64, r: 12, t: 44, b: 8 } };
    if (classes.length === 0) return { data: [], layout: base };
    return {
      data: [
        {
          type: 'heatmap',
          name: 'examples of each true class by called class',
          x: classes,
          y: classes,
          z: shares.map((row) => row.map(drawable)),
          customdata: confusion,
          colorscale: 'Cividis',
          zmin: 0,
          zmax: 100,
          showscale: false,
          xgap: 2,
          ygap: 2,
          hoverongaps: false,
          hovertemplate: 'true %{y}, called %{x}<br><b>%{customdata:,}</b>, %{z:.1f} % of true %{y}<extra></extra>',
        },
      ],
      layout: {
        ...base,
        annotations: confusion.flatMap((row, at) =>
          row.map((beats, to) => ({
            text: cellText(beats, shares[at]?.[to] as number),
            // By place: a name that is a number would be taken for a place.
            x: to,
            y: at,
            showarrow: false,
            font: { size: 13.5, color: inkOn(shares[at]?.[to] as number, theme) },
          })),
        ),
        xaxis: axis(theme, 'called', {
          // Names of classes may be numbers, which are not places on a scale.
          type: 'category',
          side: 'top',
          showgrid: false,
          automargin: true,
          tickfont: { size: 14, color: theme.ink },
        }),
        yaxis: axis(theme, 'true', {
          type: 'category',
          autorange: 'reversed',
          automargin: true,
          showgrid: false,
          tickfont: { size: 14, color: theme.ink },
        }),
      },
    };
  },
  table({ strategy, classes, confusion }) {
    const shares = sharesOf(confusion);
    return {
      caption: `Confusion matrix of ${strategy} on the test part`,
      columns: [
        { label: 'true class', unit: '', digits: null },
        ...classes.flatMap((name) => [
          { label: `called ${name}`, unit: '', digits: 0 },
          { label: `called ${name}`, unit: '%', digits: 1 },
        ]),
      ],
      rows: classes.map((name, at) => [
        name,
        ...classes.flatMap((_, to) => [confusion[at]?.[to] ?? Number.NaN, shares[at]?.[to] ?? Number.NaN]),
      ]),
    };
  },
};
