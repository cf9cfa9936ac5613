/** The same patient with more early beats than normal ones: what DS1 of MIT-BIH has no example of, made out of its own beats. */

import type { BeatClass } from '../../../src/domain/beat-class';
import { type Beat, beatsOf, type DigitalSamples, type Lead, type Recording } from '../../../src/domain/recording';

/** The samples after one R peak up to and with the next: `[from, to)`. The beat at its end keeps the RR interval before it. */
interface Cycle {
  readonly from: number;
  readonly to: number;
  readonly beat: Beat;
}

/**
 * `recording` without the cycles that end in a beat of another class than `early`, but for those that follow an early
 * beat: the sinus beats after their pauses. Signals are joined at R peaks, so that every interval that is left is one that the
 * patient had. Of each lead at the rate of the annotations.
 */
export function burdenedRecording(recording: Recording, early: BeatClass): Recording {
  const cycles = keptCycles(beatsOf(recording), early);
  const origin = cycles[0]?.from ?? 0;
  let length = origin;
  const annotations = cycles.map(({ from, to, beat }) => {
    length += to - from;
    return { sample: length - 1, symbol: beat.symbol, subtype: 0, channel: 0, number: 0, text: '' };
  });
  return {
    ...recording,
    id: `${recording.id}, burdened`,
    name: `${recording.name}, burdened`,
    annotations,
    leads: recording.leads.map((lead) => joined(lead, origin, cycles)),
  };
}

function keptCycles(beats: readonly Beat[], early: BeatClass): Cycle[] {
  return beats.slice(1).flatMap((beat, index): Cycle[] => {
    const before = beats[index] as Beat;
    const isKept = beat.beatClass === early || before.beatClass === early;
    return isKept ? [{ from: before.sample + 1, to: beat.sample + 1, beat }] : [];
  });
}

/** What came before the first cycle stays, so that no beat lies at the edge. */
function joined(lead: Lead, origin: number, cycles: readonly Cycle[]): Lead {
  const pieces = [lead.digital.subarray(0, origin), ...cycles.map(({ from, to }) => lead.digital.subarray(from, to))];
  const Samples = lead.digital.constructor as new (length: number) => DigitalSamples;
  const digital = new Samples(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    digital.set(piece, at);
    at += piece.length;
  }
  return { ...lead, digital };
}
