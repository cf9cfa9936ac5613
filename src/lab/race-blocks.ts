/** The examples of a race as blocks, one a recording, each named by a key that says everything that it depends on. */

import { isJudged, representationsIn } from '../datasets/block-job';
import type { ExperimentSpec } from '../domain/experiment';
import { LabError } from '../domain/problem';
import { R_PEAK_DETECTOR_IDS } from '../domain/r-peak-detector';
import type { Recording } from '../domain/recording';
import type { TaskPlan } from '../domain/task';
import { isFusion } from '../fusion/registry';

export interface KeyedRecording {
  readonly recording: Recording;
  readonly key: string;
}

export function keyed(recordings: readonly Recording[], plan: TaskPlan, spec: ExperimentSpec): KeyedRecording[] {
  const ids = representationsIn(spec, isFusion);
  return recordings.map((recording) => ({ recording, key: blockKey(recording, plan, spec, ids) }));
}

/** The recordings behind `keys`, in their order. Throws `LabError` where one is not open. */
export function recordingsBehind(
  keys: readonly string[],
  recordings: readonly Recording[],
  plan: TaskPlan,
  spec: ExperimentSpec,
): Recording[] {
  const byKey = new Map(keyed(recordings, plan, spec).map(({ key, recording }) => [key, recording]));
  const missing = keys.filter((key) => !byKey.has(key)).map(recordingIdOf);
  if (missing.length === 0) return keys.map((key) => byKey.get(key) as Recording);
  const names = missing.slice(0, 3).join(', ');
  throw new LabError({
    code: 'saved-race-recordings',
    file: '',
    field: 'saved training',
    expected: `the ${keys.length} recordings that it trains on to be open`,
    found: `that ${missing.length} are not (${names}${missing.length > 3 ? ', …' : ''})`,
    at: '',
    fix: 'Open the same recordings, then continue.',
  });
}

/**
 * Two recordings never share an id, and an opened file with an old id replaces it: so annotations and samples are counted
 * in too, corrections named, and what was said of the recording. What is not there adds nothing, so that older keys stay
 * what they were.
 */
function blockKey(
  { id, annotations, leads, labels, subject, edited, foundBy }: Recording,
  { task, classes }: TaskPlan,
  spec: ExperimentSpec,
  ids: readonly string[],
): string {
  return JSON.stringify([
    id,
    annotations.length,
    edited ?? '',
    leads.map((lead) => lead.digital.length),
    spec.leads,
    spec.conditioning,
    ids.map((each) => [each, spec.representations[each]]),
    ...(task.kind === 'beat' ? [] : [task, classes.map((each) => each.id)]),
    ...(labels ? [labels, subject] : []),
    ...(spec.channels ? [spec.channels] : []),
    ...(foundBy && foundBy !== R_PEAK_DETECTOR_IDS[0] ? [foundBy] : []),
    ...(isJudged({ ...spec, task }) ? ['judged'] : []),
  ]);
}

const recordingIdOf = (key: string): string => String((JSON.parse(key) as unknown[])[0]);
