import { useMemo } from 'react';
import { BEAT_CLASSES } from '../../domain/beat-class';
import type { InkPair, PlotTheme } from '../../plots/plot';
import { useLab } from '../lab-context';
import { useShownTheme } from '../theme/theme-choice';

export type PlotColours = Omit<PlotTheme, 'widthPx' | 'heightPx'>;

/**
 * The page's tokens as colours that Plotly can parse, read again when the theme changes. A token holds `light-dark(...)`,
 * which only the computed value of a property resolves; so an element wears each of them for a moment.
 */
export function usePlotColours(): PlotColours {
  const definitions = useLab((state) => state.definitions);
  const shown = useShownTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the style sheet answers otherwise when the theme changes.
  return useMemo(() => readColours(definitions.map(({ id }) => id)), [definitions, shown]);
}

function readColours(representations: readonly string[]): PlotColours {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const resolve = (token: string, fallback = 'neutral'): string => {
    probe.style.color = `var(--${token}, var(--${fallback}))`;
    return getComputedStyle(probe).color;
  };
  const pair = (token: string): InkPair => ({
    stroke: resolve(token),
    text: resolve(`${token}-text`, 'neutral-text'),
  });
  const colours: PlotColours = {
    ink: resolve('ink'),
    inkSoft: resolve('ink-soft'),
    line: resolve('line'),
    card: resolve('card'),
    modality: Object.fromEntries(representations.map((id) => [id, pair(id)])),
    beatClass: Object.fromEntries(BEAT_CLASSES.map((name) => [name, pair(`class-${name.toLowerCase()}`)])),
    fontFamily: getComputedStyle(probe).fontFamily,
  };
  probe.remove();
  return colours;
}
