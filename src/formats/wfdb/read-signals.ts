import type { ChecksumVerdict, Lead } from '../../domain/recording';
import { createSamples } from '../../domain/sample-memory';
import type { SourceFile } from '../source-file';
import type { WfdbHeader } from './header';
import { decodeSegment, gainOf, openSegment, type StoredSignal, surplusSentences } from './segment';
import { gapValueOf, type IntegerSamples } from './signal-formats';
import type { WfdbSignal } from './signal-line';

export interface ReadSignals {
  /** In the header's order. */
  readonly leads: readonly Lead[];
  readonly warnings: readonly string[];
}

/** Is shown the leads while they are read, the same each time: their checksums are not verified yet. */
type OnLeads = (leads: readonly Lead[], readSeconds: number) => Promise<void>;

/** Reads and verifies every signal of a record that has signals of its own. Throws what `openSegment` throws. */
export async function readSignals(
  header: WfdbHeader,
  path: string,
  find: (name: string) => SourceFile | undefined,
  onLeads?: OnLeads,
): Promise<ReadSignals> {
  const segment = await openSegment(header, path, find);
  const arrays = new Map<WfdbSignal, IntegerSamples>();
  for (const { signal, format } of segment.signals) {
    arrays.set(signal, createSamples<IntegerSamples>(format.Samples, segment.frames * signal.samplesPerFrame));
  }
  const leadsWith = (checksums: ReadonlyMap<WfdbSignal, ChecksumVerdict>): Lead[] =>
    segment.signals.map((stored) => {
      const digital = arrays.get(stored.signal) as IntegerSamples;
      return leadOf(stored, header.frameRateHz, digital, checksums.get(stored.signal) ?? 'none');
    });
  const growing = leadsWith(new Map());
  const decoded = await decodeSegment(
    segment,
    (signal) => arrays.get(signal) as IntegerSamples,
    onLeads && ((frames) => onLeads(growing, frames / header.frameRateHz)),
  );
  const leads = leadsWith(decoded.checksums);
  const surplus = header.frames === null ? [] : surplusSentences(segment);
  return { leads, warnings: [...segment.warnings, ...decoded.warnings, ...surplus] };
}

function leadOf(
  { signal, format }: StoredSignal,
  frameRateHz: number,
  digital: IntegerSamples,
  checksum: ChecksumVerdict,
): Lead {
  const { name, unit, baseline, samplesPerFrame, skew } = signal;
  return {
    name,
    samplingRateHz: frameRateHz * samplesPerFrame,
    unit,
    digital,
    gain: gainOf(signal),
    baseline,
    missing: skew > 0 ? gapValueOf(format) : format.missing,
    checksum,
  };
}
