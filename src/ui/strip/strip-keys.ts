/** What each key does while the strip has the focus. One list for the handler and for the text that explains it. */

import { BEAT_CLASSES, type BeatClass } from '../../domain/beat-class';

export type StripCommand =
  | { readonly kind: 'beat'; readonly step: 1 | -1 }
  | { readonly kind: 'class'; readonly beatClass: BeatClass }
  | { readonly kind: 'scroll'; readonly screens: number }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'paper-speed' }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' };

export const STRIP_KEYS_HELP =
  'Left and right go to the previous and next beat, Shift with N, S, V or F to the next beat of that class; ' +
  'Shift with left or right and Page Up or Page Down scroll; plus and minus zoom, 0 returns to 25 mm/s; Home and End go to the ends.';

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** The command of a key, or undefined where the page keeps it. */
export function commandOf({ key, shiftKey, ctrlKey, metaKey, altKey }: Key): StripCommand | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  const beatClass = BEAT_CLASSES.find((each) => each === key.toUpperCase());
  if (beatClass) return shiftKey ? { kind: 'class', beatClass } : undefined;
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
