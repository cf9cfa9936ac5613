import type { Recording } from '../domain/recording';
import type { LabState } from './state';

/** Undefined where nothing is selected, or what is selected is still being read. */
export function selectedRecording({
  recordings,
  selection,
}: Pick<LabState, 'recordings' | 'selection'>): Recording | undefined {
  return recordings.find(({ id }) => id === selection?.recordingId);
}
