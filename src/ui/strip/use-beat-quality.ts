import { useMemo } from 'react';
import { taskOf } from '../../domain/experiment';
import type { Recording } from '../../domain/recording';
import { useLab } from '../lab-context';
import type { Quality } from './selected-beat';

/** The quality of each beat of a recording, where it is known. */
export function useBeatQuality(recording: Recording): Quality {
  const values = useLab(({ beatQuality }) => (beatQuality?.recording === recording ? beatQuality.values : null));
  const least = useLab(({ spec }) => (taskOf(spec).kind === 'beat' ? (spec.leastQuality ?? 0) : 0));
  return useMemo(
    () => ({ of: (beat) => values?.[beat] ?? Number.NaN, isPoor: (beat) => (values?.[beat] ?? Number.NaN) < least }),
    [values, least],
  );
}
