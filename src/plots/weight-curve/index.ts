import { axis, baseLayout } from '../layout';
import { drawable, type FigureTrace, inkOf, type PlotDefinition, type PlotTheme, percent } from '../plot';

/** Accuracy of the average with one weight, as shares. */
export interface WeightPoint {
  readonly weight: number;
  readonly validation: number;
  readonly test: number;
}

export interface WeightCurveInput {
  /** Name and representation of the member whose weight is varied. */
  readonly member: string;
  readonly representation: string;
  readonly curve: readonly WeightPoint[];
  /** The weight that was fitted on the validation part; null where the others no longer have their fitted proportion. */
  readonly fitted: WeightPoint | null;
  /** The weight that the person chose; null while the fitted one is in use. */
  readonly dragged: WeightPoint | null;
}

type WeightPart = 'validation' | 'test';
const PARTS: readonly WeightPart[] = ['validation', 'test'];

function lineTrace(input: WeightCurveInput, part: WeightPart, theme: PlotTheme): FigureTrace {
  return {
    type: 'scatter',
    mode: 'lines',
    name: part === 'test' ? 'test' : 'validation (fitted on this)',
    x: input.curve.map(({ weight }) => percent(weight)),
    y: input.curve.map((point) => drawable(percent(point[part]))),
    line: {
      color: part === 'test' ? inkOf(theme, input.representation).stroke : theme.inkSoft,
      width: part === 'test' ? 2.8 : 1.8,
      dash: part === 'test' ? 'solid' : 'dash',
    },
    hovertemplate: `${part}, weight %{x:.0f} %: <b>%{y:.2f} %</b><extra></extra>`,
  };
}

function markTrace(point: WeightPoint, name: string, symbol: string, theme: PlotTheme): FigureTrace {
  return {
    type: 'scatter',
    mode: 'markers',
    name,
    x: PARTS.map(() => percent(point.weight)),
    y: PARTS.map((part) => drawable(percent(point[part]))),
    marker: { symbol, size: 11, color: theme.card, line: { color: theme.ink, width: 2.2 } },
    hovertemplate: `${name}, weight %{x:.0f} %: <b>%{y:.2f} %</b><extra></extra>`,
  };
}

function rule(point: WeightPoint, dash: string, theme: PlotTheme): object {
  const x = percent(point.weight);
  return {
    type: 'line',
    xref: 'x',
    yref: 'paper',
    x0: x,
    x1: x,
    y0: 0,
    y1: 1,
    line: { color: theme.inkSoft, width: 1, dash },
  };
}

export const plot: PlotDefinition<WeightCurveInput> = {
  id: 'weight-curve',
  teaches:
    'Fitted where validation is highest. The peak of the test curve may lie elsewhere, but to choose it would be to fit on ' +
    'the test part.',
  figure(input, theme) {
    const base = { ...baseLayout(theme), margin: { l: 52, r: 16, t: 30, b: 44 } };
    if (input.curve.length === 0) return { data: [], layout: base };
    const { fitted, dragged } = input;
    return {
      data: [
        ...PARTS.map((part) => lineTrace(input, part, theme)),
        ...(fitted ? [markTrace(fitted, 'fitted weight', 'diamond', theme)] : []),
        ...(dragged ? [markTrace(dragged, 'dragged weight', 'circle', theme)] : []),
      ],
      layout: {
        ...base,
        showlegend: true,
        legend: {
          orientation: 'h',
          x: 0,
          y: 1,
          yanchor: 'bottom',
          font: { color: theme.ink },
          itemclick: false,
          itemdoubleclick: false,
        },
        shapes: [...(fitted ? [rule(fitted, 'dot', theme)] : []), ...(dragged ? [rule(dragged, 'solid', theme)] : [])],
        xaxis: axis(theme, `weight of ${input.member}, %`, { range: [-2, 102] }),
        yaxis: axis(theme, 'accuracy, %'),
      },
    };
  },
  table({ member, curve, fitted, dragged }) {
    const row = (note: string, { weight, validation, test }: WeightPoint) => [
      note,
      percent(weight),
      percent(validation),
      percent(test),
    ];
    const marks = [...(fitted ? [row('fitted', fitted)] : []), ...(dragged ? [row('dragged', dragged)] : [])];
    return {
      caption: `Accuracy against the weight of ${member} in late fusion, validation and test part`,
      columns: [
        { label: 'mark', unit: '', digits: null },
        { label: 'weight', unit: '%', digits: 1 },
        { label: 'validation accuracy', unit: '%', digits: 2 },
        { label: 'test accuracy', unit: '%', digits: 2 },
      ],
      rows: curve.length === 0 ? [] : [...marks, ...curve.map((point) => row('', point))],
    };
  },
};
