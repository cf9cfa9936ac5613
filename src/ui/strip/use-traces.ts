import { useMemo, useRef } from 'react';
import type { LeadPyramid } from '../../domain/lead-pyramid';
import type { Lead, Recording } from '../../domain/recording';
import { type LeadScale, leadScaleOf, steadyScale } from './lead-scale';
import type { FilteredStretch, Trace } from './scene';

/** Every lead of the recording as it is drawn, as far as it was read, the filtered ones with their stretch. */
export function useTraces(
  recording: Recording,
  pyramids: readonly LeadPyramid[],
  readSeconds: number,
  filtered: ReadonlyMap<number, FilteredStretch>,
): Trace[] {
  // The leads of a recording stay the same when its beats are corrected.
  const { leads } = recording;
  const scales = useRef<LeadScale[]>([]);
  const raw = useMemo(() => {
    scales.current = leads.map((lead, index) => steadyScale(scales.current[index], leadScaleOf(lead, pyramids[index])));
    return leads.map(
      (lead, index): Trace => ({
        lead: asFarAs(lead, readSeconds),
        pyramid: pyramids[index],
        scale: scales.current[index] as LeadScale,
        filtered: null,
      }),
    );
  }, [leads, pyramids, readSeconds]);
  return useMemo(
    () =>
      filtered.size === 0 ? raw : raw.map((trace, index) => ({ ...trace, filtered: filtered.get(index) ?? null })),
    [raw, filtered],
  );
}

function asFarAs(lead: Lead, seconds: number): Lead {
  const samples = Math.round(seconds * lead.samplingRateHz);
  return samples < lead.digital.length ? { ...lead, digital: lead.digital.subarray(0, samples) } : lead;
}
