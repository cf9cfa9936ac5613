import { afterEach, describe, expect, it, vi } from 'vitest';
import { annotationsIn } from '../src/domain/annotation-columns';
import type { Lead, Recording } from '../src/domain/recording';
import { createSamples, isShared } from '../src/domain/sample-memory';
import { buildLeadPyramid } from '../src/signals/lead-pyramid';
import { GrowingPicture } from './growing';
import type { IngestEvent } from './protocol';

const RATE_HZ = 250;
const LENGTH = 2_200_001;
const beat = { sample: 500, symbol: 'N', subtype: 0, channel: 0, number: 0, text: '' };

function recordingOf(digital: Lead['digital']): Recording {
  const lead: Lead = {
    ...{ name: 'MLII', samplingRateHz: RATE_HZ, unit: 'mV', gain: 200, baseline: 0, missing: -32768 },
    ...{ digital, checksum: 'none' },
  };
  return {
    ...{ id: 'day', name: 'day', format: 'test', subject: 'day', synthetic: false, leads: [lead] },
    ...{ annotationRateHz: RATE_HZ, annotations: [beat], warnings: [] },
  };
}

function growingPicture() {
  const told: IngestEvent[] = [];
  return { told, picture: new GrowingPicture((event) => told.push(event)) };
}

/** Fills the lead as a reader does, and shows each step. */
function grow(picture: GrowingPicture, recording: Recording, ends: readonly number[]): void {
  const { digital } = recording.leads[0] as Lead;
  let from = 0;
  for (const to of ends) {
    for (let at = from; at < to; at++) digital[at] = ((at * 31) % 2003) - 1000;
    picture.grew(recording, to / RATE_HZ);
    from = to;
  }
}

afterEach(() => void vi.unstubAllGlobals());

describe('GrowingPicture', () => {
  it('sends a copy of what was read where memory is not shared, and then only how far it is', () => {
    const { told, picture } = growingPicture();
    const recording = recordingOf(new Int16Array(LENGTH));
    grow(picture, recording, [1000, 70_000, LENGTH]);
    expect(told.map(({ kind }) => kind)).toEqual(['growing', 'grew', 'grew', 'grew']);
    const [first] = told;
    if (first?.kind !== 'growing') throw new Error('nothing was shown');
    const { recording: sent, durationSeconds } = first.growing;
    expect(durationSeconds).toBe(LENGTH / RATE_HZ);
    expect(sent.leads[0]?.digital).toEqual(recording.leads[0]?.digital.subarray(0, 1000));
    expect(sent.leads[0]?.digital.buffer.byteLength).toBe(2000);
    expect(annotationsIn(sent.annotations)).toEqual([beat]);
    expect(told.at(-1)).toEqual({ kind: 'grew', readSeconds: LENGTH / RATE_HZ });
  });

  it('sends the very memory that fills up, where it is shared', () => {
    vi.stubGlobal('crossOriginIsolated', true);
    const { told, picture } = growingPicture();
    const recording = recordingOf(createSamples(Int16Array, LENGTH));
    grow(picture, recording, [1000, LENGTH]);
    const [first] = told;
    if (first?.kind !== 'growing') throw new Error('nothing was shown');
    const { recording: sent, pyramids } = first.growing;
    expect(sent.leads[0]?.digital).toBe(recording.leads[0]?.digital);
    expect(pyramids[0]?.levels.every(({ low, high }) => isShared(low) && isShared(high))).toBe(true);
    expect(pyramids[0]?.levels).toEqual(buildLeadPyramid(recording.leads[0] as Lead).levels);
  });

  it('gives a recording that was read the zooms that it has grown, and any other its own', () => {
    const { picture } = growingPicture();
    const recording = recordingOf(new Int16Array(LENGTH));
    grow(picture, recording, [32_001, 70_000, LENGTH]);
    const whole = { ...recording, leads: recording.leads.map((lead) => ({ ...lead, checksum: 'ok' as const })) };
    expect(picture.pyramidsOf(whole)).toEqual(whole.leads.map(buildLeadPyramid));
    const other = recordingOf(Int16Array.from({ length: 5000 }, (_, at) => at % 50));
    expect(picture.pyramidsOf(other)).toEqual(other.leads.map(buildLeadPyramid));
    expect([picture.isOf(whole), picture.isOf({ id: 'other' })]).toEqual([true, false]);
  });
});
