/** What each key does while the strip has the focus. One list for the handler and for the text that explains it. */

import { BEAT_CLASSES, type BeatClass } from '../../domain/beat-class';

export type StripCommand =
  | { readonly kind: 'beat'; readonly step: 1 | -1 }
  | { readonly kind: 'class'; readonly beatClass: BeatClass }
  | { readonly kind: 'scroll'; readonly screens: number }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'paper-speed' }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'calipers' }
  | { readonly kind: 'other-line' }
  | { readonly kind: 'nudge'; readonly samples: number }
  | { readonly kind: 'range-edge'; readonly edge: 'from' | 'to' }
  | { readonly kind: 'put-away' }
  | { readonly kind: 'correcting' }
  | { readonly kind: 'relabel'; readonly beatClass: BeatClass }
  | { readonly kind: 'add' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' };

/** For a person: keys, and what they do. */
export const STRIP_KEYS: readonly (readonly [keys: string, what: string])[] = [
  ['Left, Right', 'previous and next beat'],
  ['Shift with N, S, V, F or Q', 'next beat of that class'],
  ['Shift with Left or Right, Page Up, Page Down', 'scroll'],
  ['Home, End', 'to the ends'],
  ['+, −, 0', 'zoom; back to the speed of the paper'],
  ['C', 'calipers; comma and full stop move the bold line by a sample, with Shift by ten; X takes the other line'],
  ['[ and ]', 'choose a time: from and to the selected beat'],
  ['E', 'correct beats: N, S, V, F or Q relabels, A adds, Delete deletes'],
  ['Ctrl+Z, Ctrl+Shift+Z', 'undo and redo a correction'],
  ['Escape', 'puts calipers and chosen time away'],
];

export const STRIP_KEYS_HELP = `${STRIP_KEYS.map(([keys, what]) => `${keys}: ${what}`).join('. ')}.`;

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

const NUDGES: Readonly<Record<string, number>> = { ',': -1, '.': 1, '<': -10, '>': 10, ';': -10, ':': 10 };

/** The command of a key, or undefined where the page keeps it. `correcting`: letters alone relabel. */
export function commandOf(event: Key, correcting = false): StripCommand | undefined {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (altKey) return undefined;
  if (ctrlKey || metaKey) return historyCommandOf(event);
  const beatClass = BEAT_CLASSES.find((each) => each === key.toUpperCase());
  if (beatClass && shiftKey) return { kind: 'class', beatClass };
  if (beatClass) return correcting ? { kind: 'relabel', beatClass } : undefined;
  return (correcting ? correctionOf(key) : undefined) ?? toolCommandOf(key) ?? moveCommandOf(key, shiftKey);
}

function historyCommandOf({ key, shiftKey }: Key): StripCommand | undefined {
  const letter = key.toLowerCase();
  if (letter === 'z') return { kind: shiftKey ? 'redo' : 'undo' };
  return letter === 'y' ? { kind: 'redo' } : undefined;
}

function correctionOf(key: string): StripCommand | undefined {
  if (key === 'Delete' || key === 'Backspace') return { kind: 'delete' };
  return key === 'a' || key === 'Insert' ? { kind: 'add' } : undefined;
}

function toolCommandOf(key: string): StripCommand | undefined {
  const samples = NUDGES[key];
  if (samples !== undefined) return { kind: 'nudge', samples };
  switch (key) {
    case 'c':
      return { kind: 'calipers' };
    case 'x':
      return { kind: 'other-line' };
    case '[':
      return { kind: 'range-edge', edge: 'from' };
    case ']':
      return { kind: 'range-edge', edge: 'to' };
    case 'e':
      return { kind: 'correcting' };
    case 'Escape':
      return { kind: 'put-away' };
    default:
      return undefined;
  }
}

function moveCommandOf(key: string, shiftKey: boolean): StripCommand | undefined {
  switch (key) {
    case 'ArrowLeft':
      return shiftKey ? { kind: 'scroll', screens: -0.25 } : { kind: 'beat', step: -1 };
    case 'ArrowRight':
      return shiftKey ? { kind: 'scroll', screens: 0.25 } : { kind: 'beat', step: 1 };
    case 'PageUp':
      return { kind: 'scroll', screens: -0.9 };
    case 'PageDown':
      return { kind: 'scroll', screens: 0.9 };
    case '+':
    case '=':
      return { kind: 'zoom', factor: 1.5 };
    case '-':
      return { kind: 'zoom', factor: 1 / 1.5 };
    case '0':
      return { kind: 'paper-speed' };
    case 'Home':
      return { kind: 'start' };
    case 'End':
      return { kind: 'end' };
    default:
      return undefined;
  }
}
