/** The part of the record that is shown around a chosen time. */

export interface ShownStretch {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

const SHORTEST_SECONDS = 4;
const LONGEST_SECONDS = 300;

/** Half as much again on either side, 4 s to 5 min in all, and nothing beyond the recording. */
export function stretchAround(fromSeconds: number, toSeconds: number, durationSeconds: number): ShownStretch {
  const middle = (fromSeconds + toSeconds) / 2;
  const half = Math.min(Math.max(toSeconds - fromSeconds, SHORTEST_SECONDS / 2), LONGEST_SECONDS / 2);
  const from = Math.max(0, Math.min(middle - half, durationSeconds - 2 * half));
  return { fromSeconds: from, toSeconds: Math.min(durationSeconds, from + 2 * half) };
}
