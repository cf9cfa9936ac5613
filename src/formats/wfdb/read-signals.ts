import type { ChecksumVerdict, Lead } from '../../domain/recording';
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

/** Reads and verifies every signal of a record that has signals of its own. Throws what `openSegment` throws. */
export async function readSignals(
  header: WfdbHeader,
  path: string,
  find: (name: string) => SourceFile | undefined,
): Promise<ReadSignals> {
  const segment = await openSegment(header, path, find);
  const arrays = new Map<WfdbSignal, IntegerSamples>();
  for (const { signal, format } of segment.signals) {
    arrays.set(signal, new format.Samples(segment.frames * signal.samplesPerFrame));
  }
  const decoded = await decodeSegment(segment, (signal) => arrays.get(signal) as IntegerSamples);
  const leads = segment.signals.map((stored) =>
    leadOf(
      stored,
      header.frameRateHz,
      arrays.get(stored.signal) as IntegerSamples,
      decoded.checksums.get(stored.signal) ?? 'none',
    ),
  );
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
