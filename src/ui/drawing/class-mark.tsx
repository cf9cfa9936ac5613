import type { BeatClass } from '../../domain/beat-class';
import { CLASS_STYLES, type ClassMarker } from '../theme/meaning';

const PATHS: Readonly<Record<ClassMarker, string>> = {
  circle: 'M5 1a4 4 0 1 0 0 8a4 4 0 1 0 0-8z',
  'triangle-up': 'M5 0.8L9.6 9H0.4z',
  'triangle-down': 'M5 9.2L9.6 1H0.4z',
  diamond: 'M5 0L9.4 5L5 10L0.6 5z',
  cross: 'M3.5 1h3v2.5H9v3H6.5V9h-3V6.5H1v-3h2.5z',
};

/** The marker of a class in its colour, as the strip draws it. */
export function ClassMark({ beatClass }: { readonly beatClass: BeatClass }) {
  const { marker, colour } = CLASS_STYLES[beatClass];
  return (
    <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
      <path d={PATHS[marker]} fill={colour} />
    </svg>
  );
}
