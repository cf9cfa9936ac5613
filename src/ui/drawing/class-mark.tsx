import type { BeatClass } from '../../domain/beat-class';
import { CLASS_STYLES, type ClassStyle, classStyle, type PlacedMarker } from '../theme/meaning';

const PATHS: Readonly<Record<PlacedMarker, string>> = {
  circle: 'M5 1a4 4 0 1 0 0 8a4 4 0 1 0 0-8z',
  'triangle-up': 'M5 0.8L9.6 9H0.4z',
  'triangle-down': 'M5 9.2L9.6 1H0.4z',
  diamond: 'M5 0L9.4 5L5 10L0.6 5z',
  square: 'M1 1h8v8H1z',
  hourglass: 'M1 1h8L1 9h8z',
  pentagon: 'M5 0.4L9.6 3.8L7.8 9.2H2.2L0.4 3.8z',
  bar: 'M3.4 0.6h3.2v8.8H3.4z',
  cross: 'M3.5 1h3v2.5H9v3H6.5V9h-3V6.5H1v-3h2.5z',
};

/** The marker of a class in its colour, as the strip draws it. */
export function ClassMark({ beatClass }: { readonly beatClass: BeatClass }) {
  return <Mark {...CLASS_STYLES[beatClass]} />;
}

/** The same of a class by its place among those of the task. */
export function PlacedClassMark({ place }: { readonly place: number }) {
  return <Mark {...classStyle(place)} />;
}

function Mark({ marker, colour }: Pick<ClassStyle<PlacedMarker>, 'marker' | 'colour'>) {
  return (
    <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
      <path d={PATHS[marker]} fill={colour} />
    </svg>
  );
}
