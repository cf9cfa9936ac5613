import type { ClassMetrics } from '../../domain/evaluation';
import { axis, baseLayout } from '../layout';
import { drawable, type FigureTrace, type PlotDefinition, type PlotTheme, percent } from '../plot';
import { markOf, type PlottedStrategy } from '../strategy-mark';

export interface PerClassInput {
  readonly classes: readonly string[];
  readonly strategies: readonly (PlottedStrategy & {
    /** By class. */
    readonly perClass: Readonly<Record<string, ClassMetrics>>;
  })[];
}

const METRICS = [
  { key: 'se', label: 'Se' },
  { key: 'ppv', label: '+P' },
  { key: 'f1', label: 'F1' },
] as const;
type Metric = (typeof METRICS)[number];

const NARROW_PX = 560;
const GAP = 0.07;

type Strategy = PerClassInput['strategies'][number];

function percentOf(strategy: Strategy, name: string, { key }: Metric): number {
  return percent(strategy.perClass[name]?.[key] ?? Number.NaN);
}

function trace(input: PerClassInput, strategy: Strategy, metric: Metric, at: number, theme: PlotTheme): FigureTrace {
  const mark = markOf(strategy, theme);
  const panel = at === 0 ? '' : String(at + 1);
  return {
    type: 'scatter',
    mode: 'markers',
    cliponaxis: false,
    name: strategy.label,
    // Strategies stand beside each other within a class, so that equal values do not hide each other.
    orientation: 'h',
    offsetgroup: strategy.id,
    legendgroup: strategy.id,
    showlegend: at === 0,
    x: input.classes.map((name) => drawable(percentOf(strategy, name, metric))),
    y: input.classes,
    xaxis: `x${panel}`,
    yaxis: `y${panel}`,
    marker: { color: mark.stroke, symbol: mark.symbol, size: 9, line: { width: 1.8, color: mark.stroke } },
    hovertemplate: `${strategy.label}<br>%{y} ${metric.label}: <b>%{x:.1f} %</b><extra></extra>`,
  };
}

/** Three panels beside each other, below each other where it is narrow. */
function panels(theme: PlotTheme): Record<string, object> {
  const narrow = theme.widthPx < NARROW_PX;
  const size = (1 - 2 * GAP) / 3;
  return Object.fromEntries(
    METRICS.flatMap(({ label }, at) => {
      const suffix = at === 0 ? '' : String(at + 1);
      const from = at * (size + GAP);
      const across = narrow ? [0, 1] : [from, Math.min(1, from + size)];
      const up = narrow ? [Math.max(0, 1 - from - size), 1 - from] : [0, 1];
      const x = axis(theme, `${label}, %`, { domain: across, anchor: `y${suffix}`, range: [-4, 104], nticks: 4 });
      const y = axis(theme, '', {
        // Names of classes may be numbers, which are not places on a scale.
        type: 'category',
        domain: up,
        anchor: `x${suffix}`,
        autorange: 'reversed',
        automargin: true,
        tickfont: { size: 14, color: theme.ink },
        showticklabels: narrow || at === 0,
      });
      return [
        [`xaxis${suffix}`, x],
        [`yaxis${suffix}`, y],
      ];
    }),
  );
}

export const plot: PlotDefinition<PerClassInput> = {
  id: 'per-class',
  teaches:
    'Se (sensitivity) is the share of a class that was found; +P (positive predictivity) is the share of what was ' +
    'called so that is so; F1 is their harmonic mean. Accuracy is nearly all the commonest class; here the rare ones count.',
  figure(input, theme) {
    const base = { ...baseLayout(theme), margin: { l: 36, r: 12, t: 8, b: 44 } };
    if (input.strategies.length === 0) return { data: [], layout: base };
    return {
      data: METRICS.flatMap((metric, at) =>
        input.strategies.map((strategy) => trace(input, strategy, metric, at, theme)),
      ),
      layout: {
        ...base,
        ...panels(theme),
        scattermode: 'group',
        scattergap: 0.25,
        showlegend: true,
        legend: {
          orientation: 'h',
          x: 0,
          y: 1.02,
          yanchor: 'bottom',
          font: { color: theme.ink, size: 13 },
          itemclick: false,
          itemdoubleclick: false,
        },
      },
    };
  },
  table(input) {
    return {
      caption: 'Sensitivity, positive predictivity and F1 of each class on the test part',
      columns: [
        { label: 'strategy', unit: '', digits: null },
        ...input.classes.flatMap((name) =>
          METRICS.map(({ label }) => ({ label: `${name} ${label}`, unit: '%', digits: 1 })),
        ),
      ],
      rows: input.strategies.map((strategy) => [
        strategy.label,
        ...input.classes.flatMap((name) => METRICS.map((metric) => percentOf(strategy, name, metric))),
      ]),
    };
  },
};
