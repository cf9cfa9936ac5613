import { beatClassOf } from '../../domain/beat-class';
import type { Annotation } from '../../domain/recording';
import type { TimedText } from './annotation-lists';

/** WFDB's symbol of an annotation that is a comment. */
const COMMENT = '"';

/**
 * Timed texts as annotations: one that is a beat's symbol (`N`, `V`, ...) marks a beat, as the converters of PhysioNet
 * write them; any other is a comment. `outside` counts those before the first or after the last sample.
 */
export function annotationsOf(
  texts: readonly TimedText[],
  rateHz: number,
  durationSeconds: number,
): { annotations: Annotation[]; outside: number } {
  const inside = texts.filter(({ onsetSeconds }) => onsetSeconds >= 0 && onsetSeconds <= durationSeconds);
  const annotations = inside
    .map(({ onsetSeconds, text }) => annotationOf(Math.round(onsetSeconds * rateHz), text.trim()))
    .sort((a, b) => a.sample - b.sample);
  return { annotations, outside: texts.length - inside.length };
}

function annotationOf(sample: number, text: string): Annotation {
  const isBeat = beatClassOf(text) !== undefined;
  return { sample, symbol: isBeat ? text : COMMENT, subtype: 0, channel: 0, number: 0, text: isBeat ? '' : text };
}
