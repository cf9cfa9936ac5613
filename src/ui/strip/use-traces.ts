import { useMemo } from 'react';
import type { RecordingDigest } from '../../domain/lead-pyramid';
import type { Recording } from '../../domain/recording';
import { leadScaleOf } from './lead-scale';
import type { FilteredStretch, Trace } from './scene';

/** Every lead of the recording as it is drawn, the filtered ones with their stretch. */
export function useTraces(
  recording: Recording,
  digest: RecordingDigest | undefined,
  filtered: ReadonlyMap<number, FilteredStretch>,
): Trace[] {
  // The leads of a recording stay the same when its beats are corrected.
  const { leads } = recording;
  const raw = useMemo(
    () =>
      leads.map((lead, index): Trace => {
        const pyramid = digest?.pyramids[index];
        return { lead, pyramid, scale: leadScaleOf(lead, pyramid), filtered: null };
      }),
    [leads, digest],
  );
  return useMemo(
    () =>
      filtered.size === 0 ? raw : raw.map((trace, index) => ({ ...trace, filtered: filtered.get(index) ?? null })),
    [raw, filtered],
  );
}
