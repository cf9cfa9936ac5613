import type { DigitalSamples } from '../../domain/recording';
import type { WfdbHeader } from './header';
import { gainOf, type Segment } from './segment';
import { gapValueOf, type SignalFormat } from './signal-formats';
import type { WfdbSignal } from './signal-line';

/** How the samples of one lead are kept that come from several segments. */
export interface LeadPlan {
  readonly name: string;
  readonly unit: string;
  readonly samplesPerFrame: number;
  readonly gain: number;
  readonly baseline: number;
  /** What gaps are filled with. */
  readonly missing: number;
  readonly Samples: { new (length: number): DigitalSamples; readonly BYTES_PER_ELEMENT: number };
  /** `stored`: as in the files; `recoded`: only the value of a missing sample differs; `physical`: in the lead's unit. */
  readonly keeps: 'stored' | 'recoded' | 'physical';
}

/** Where a signal of a segment belongs. */
export interface LeadLayout {
  readonly plans: readonly LeadPlan[];
  /** Index among `plans`. */
  readonly leadOf: ReadonlyMap<WfdbSignal, number>;
}

interface Source {
  readonly signal: WfdbSignal;
  /** Null for a signal of the layout header. */
  readonly format: SignalFormat | null;
}

/** Leads with no sample anywhere: their gaps are all there is. */
const EMPTY = { Samples: Int16Array, missing: -(2 ** 15) };

/**
 * Signals of one name, unit and samples per frame are one lead; the order is that of the layout header, then of their
 * first appearance.
 */
export function planLeads(layout: WfdbHeader | null, segments: readonly Segment[]): LeadLayout {
  const sources = new Map<string, Source[]>();
  const keys = new Map<WfdbSignal, string>();
  const add = (all: readonly Source[]): void => {
    const seen = new Map<string, number>();
    for (const source of all) {
      const { name, unit, samplesPerFrame } = source.signal;
      const same = JSON.stringify([name, unit, samplesPerFrame]);
      const repeat = seen.get(same) ?? 0;
      seen.set(same, repeat + 1);
      const key = `${same} ${repeat}`;
      keys.set(source.signal, key);
      const lead = sources.get(key);
      if (lead) lead.push(source);
      else sources.set(key, [source]);
    }
  };
  add((layout?.signals ?? []).map((signal) => ({ signal, format: null })));
  for (const { signals } of segments) add(signals);
  const order = [...sources.keys()];
  const place = new Map(order.map((key, index) => [key, index]));
  return {
    plans: [...sources.values()].map(planOf),
    leadOf: new Map([...keys].map(([signal, key]) => [signal, place.get(key) as number])),
  };
}

/**
 * Digital values of segments with different gains mean different things. Where gain or baseline differ, the lead is kept
 * in its physical unit as doubles: the same (digital - baseline) / gain, bit by bit, that each segment by itself gives.
 */
function planOf(sources: readonly Source[]): LeadPlan {
  const stored = sources.filter((source) => source.format !== null);
  const [first] = (stored.length > 0 ? stored : sources) as [Source];
  const { name, unit, samplesPerFrame, baseline } = first.signal;
  const gain = gainOf(first.signal);
  const common = { name, unit, samplesPerFrame };
  const formats = [...new Set(stored.flatMap(({ format }) => format ?? []))];
  if (!stored.every(({ signal }) => gainOf(signal) === gain && signal.baseline === baseline)) {
    return { ...common, gain: 1, baseline: 0, missing: Number.NaN, Samples: Float64Array, keeps: 'physical' };
  }
  const gaps = new Set(formats.map(gapValueOf));
  if (gaps.size > 1) {
    return { ...common, gain, baseline, missing: -(2 ** 31), Samples: Int32Array, keeps: 'recoded' };
  }
  const [format] = formats;
  const kept = format ? { Samples: format.Samples, missing: gapValueOf(format) } : EMPTY;
  return { ...common, gain, baseline, ...kept, keeps: 'stored' };
}
