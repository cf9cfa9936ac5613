import { axis, baseLayout } from '../layout';
import { drawable, inkOf, type PlotDefinition, percent } from '../plot';

export interface FeatureCountsInput {
  readonly modalities: readonly {
    readonly representation: string;
    readonly label: string;
    /** Numbers that it gives for each beat. */
    readonly features: number;
  }[];
}

function sharesOf({ modalities }: FeatureCountsInput): number[] {
  const all = modalities.reduce((sum, { features }) => sum + features, 0);
  return modalities.map(({ features }) => percent(features / all));
}

export const plot: PlotDefinition<FeatureCountsInput> = {
  id: 'feature-counts',
  teaches:
    'Early fusion lays all of these end to end. Nothing tells the network where one modality ends and the next begins, so ' +
    'the longest is heard first.',
  figure(input, theme) {
    const base = { ...baseLayout(theme), margin: { l: 100, r: 96, t: 8, b: 44 } };
    if (input.modalities.length === 0) return { data: [], layout: base };
    const shares = sharesOf(input);
    return {
      data: [
        {
          type: 'bar',
          name: 'features of each modality',
          orientation: 'h',
          x: input.modalities.map(({ features }) => drawable(features)),
          y: input.modalities.map(({ label }) => label),
          customdata: shares,
          text: input.modalities.map(
            ({ features }, index) => `${features.toLocaleString('en')} · ${(shares[index] as number).toFixed(1)} %`,
          ),
          textposition: 'outside',
          cliponaxis: false,
          textfont: { size: 13, color: theme.ink },
          marker: { color: input.modalities.map(({ representation }) => inkOf(theme, representation).stroke) },
          width: 0.6,
          hovertemplate: '%{y}: <b>%{x:,}</b> numbers a beat, %{customdata:.1f} % of all<extra></extra>',
        },
      ],
      layout: {
        ...base,
        xaxis: axis(theme, 'numbers a beat', { rangemode: 'tozero', nticks: 5 }),
        yaxis: axis(theme, '', { autorange: 'reversed', showgrid: false, tickfont: { size: 13.5, color: theme.ink } }),
      },
    };
  },
  table(input) {
    const shares = sharesOf(input);
    return {
      caption: 'Features that each modality contributes to a beat',
      columns: [
        { label: 'modality', unit: '', digits: null },
        { label: 'features', unit: 'numbers a beat', digits: 0 },
        { label: 'share', unit: '%', digits: 1 },
      ],
      rows: input.modalities.map(({ label, features }, index) => [label, features, shares[index] as number]),
    };
  },
};
