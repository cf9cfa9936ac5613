import { useMemo } from 'react';
import { useShownTheme } from '../theme/theme-choice';

/** Colour tokens as a canvas understands them. */
export type Palette<Token extends string> = Readonly<Record<Token, string>>;

/**
 * `light-dark()` is resolved by the browser only in a real property, so each token is read back from one. `scheme`: for
 * paper, which is light whatever the screen shows.
 */
export function readPalette<Token extends string>(tokens: readonly Token[], scheme?: 'light'): Palette<Token> {
  const probe = document.createElement('span');
  if (scheme) probe.style.colorScheme = scheme;
  document.body.append(probe);
  const entries = tokens.map((token) => {
    probe.style.color = `var(--${token})`;
    return [token, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  return Object.fromEntries(entries) as Palette<Token>;
}

/** The present colours of `tokens` (a constant list: it is read anew only with the theme). */
export function usePalette<Token extends string>(tokens: readonly Token[]): Palette<Token> {
  const theme = useShownTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours change with the theme, which readPalette does not name.
  return useMemo(() => readPalette(tokens), [theme, tokens]);
}
