/** Of which data a race is, and whether that is what the page shows now. */

import { isSameExperiment } from '../domain/experiment';
import type { Recording } from '../domain/recording';
import type { LabState, Race, RaceData } from './state';

type OpenData = Pick<LabState, 'source' | 'recordings' | 'digests' | 'looksLikeMitBih'>;

/** The open recordings, or `recordings` of them. */
export function raceDataOf(open: OpenData, recordings: readonly Recording[] = open.recordings): RaceData {
  const { source, digests } = open;
  return { source, name: dataName(open, recordings), key: keyOf(recordings, digests) };
}

/** `Built-in cohort`, `MIT-BIH`, `100`, `ECG200_TEST and ECG200_TRAIN`, `E07500 and 37 more`. */
export function dataName(
  { source, looksLikeMitBih }: Pick<OpenData, 'source' | 'looksLikeMitBih'>,
  recordings: readonly Pick<Recording, 'name'>[],
): string {
  if (source === 'builtin') return 'Built-in cohort';
  if (looksLikeMitBih && recordings.length > 2) return `MIT-BIH, ${recordings.length} records`;
  const [first, second, ...others] = recordings.map(({ name }) => name);
  if (first === undefined) return 'no recording';
  if (second === undefined) return first;
  return others.length === 0 ? `${first} and ${second}` : `${first} and ${others.length + 1} more`;
}

const keys = new WeakMap<readonly Recording[], string>();

/** Remembered by list: who asks whether a race is stale asks at every change of the page. */
function keyOf(recordings: readonly Recording[], digests: OpenData['digests']): string {
  const known = keys.get(recordings);
  if (known !== undefined) return known;
  const key = JSON.stringify(recordings.map(({ id }) => [id, digests[id]?.fingerprint ?? '']).sort());
  keys.set(recordings, key);
  return key;
}

/** `data`: other recordings are open. `settings`: something else was chosen. `corrections`: beats were corrected. */
export type Staleness = 'data' | 'settings' | 'corrections';

/** Why the results of a race do not answer what the page asks now, the gravest reason; null where they do. */
export function stalenessOf(
  race: Race,
  state: Pick<LabState, 'spec' | 'edition' | 'recordings' | 'digests'>,
): Staleness | null {
  if (race.data.key !== keyOf(state.recordings, state.digests)) return 'data';
  if (!isSameExperiment(race.spec, state.spec)) return 'settings';
  return race.edition === state.edition ? null : 'corrections';
}
