/** Recordings that come under the name of one that is open. */

import type { PyramidLevel, RecordingDigest } from '../domain/lead-pyramid';
import type { Recording } from '../domain/recording';
import { uniqueId } from '../domain/unique-id';

export interface Arrival {
  readonly recording: Recording;
  readonly digest: RecordingDigest;
}

/**
 * `arrival` as it is where it is new, or the same ECG again (its annotations may be others); else under a name of its own, such
 * as `ecg (2)`, so that a file of the same name from another folder does not put the open one away. The subject stays: two
 * files of one name may be of one person, and a split by patient must not part them.
 */
export function besideNamesakes(arrival: Arrival, digests: Readonly<Record<string, RecordingDigest>>): Arrival {
  const { recording, digest } = arrival;
  const id = uniqueId(recording.id, (taken) => {
    const open = digests[taken];
    return open !== undefined && !isSameEcg(open, digest);
  });
  if (id === recording.id) return arrival;
  return { digest, recording: { ...recording, id, name: recording.name + id.slice(recording.id.length) } };
}

/** By the extremes of the coarsest buckets of each lead. */
function isSameEcg({ pyramids: some }: RecordingDigest, { pyramids: others }: RecordingDigest): boolean {
  return (
    some.length === others.length &&
    some.every(({ levels }, lead) => isSameLevel(levels.at(-1), others[lead]?.levels.at(-1)))
  );
}

function isSameLevel(some: PyramidLevel | undefined, other: PyramidLevel | undefined): boolean {
  if (!some || !other) return some === other;
  const { low, high } = other;
  return (
    some.bucket === other.bucket &&
    some.low.length === low.length &&
    some.low.every((value, at) => Object.is(value, low[at])) &&
    some.high.every((value, at) => Object.is(value, high[at]))
  );
}
