/** Light, dark, or what the system says; kept in this browser. */

import { useSyncExternalStore } from 'react';

export const THEME_CHOICES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const STORAGE_KEY = 'ecg-fusion-lab.theme';
const listeners = new Set<() => void>();

/** Storage throws where the person has forbidden it; then the choice lasts as long as the page. */
function storedChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return THEME_CHOICES.find((each) => each === stored) ?? 'system';
  } catch {
    return 'system';
  }
}

function store(choice: ThemeChoice): void {
  try {
    localStorage.setItem(STORAGE_KEY, choice);
  } catch {
    // Nothing to do: see storedChoice.
  }
}

function currentChoice(): ThemeChoice {
  const chosen = document.documentElement.dataset.theme;
  return THEME_CHOICES.find((each) => each === chosen) ?? 'system';
}

function apply(choice: ThemeChoice): void {
  if (choice === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
}

/** Call before the first paint. */
export function restoreTheme(): void {
  apply(storedChoice());
}

export function chooseTheme(choice: ThemeChoice): void {
  apply(choice);
  store(choice);
  for (const listener of listeners) listener();
}

let darkQuery: MediaQueryList | undefined;

/** Asked at every drawing, so the query is made once. */
function systemPrefersDark(): MediaQueryList {
  darkQuery ??= matchMedia('(prefers-color-scheme: dark)');
  return darkQuery;
}

function subscribe(listener: () => void): () => void {
  const query = systemPrefersDark();
  listeners.add(listener);
  query.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    query.removeEventListener('change', listener);
  };
}

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(subscribe, currentChoice);
}

/** What is shown: a drawing that depends on it reads its colours again. */
export function useShownTheme(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, () => {
    const choice = currentChoice();
    if (choice !== 'system') return choice;
    return systemPrefersDark().matches ? 'dark' : 'light';
  });
}
