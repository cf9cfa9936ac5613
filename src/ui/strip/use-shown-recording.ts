import { useDeferredValue, useMemo } from 'react';
import type { Recording } from '../../domain/recording';
import type { Growing } from '../../lab/state';
import { useLab } from '../lab-context';

export interface ShownRecording {
  readonly recording: Recording;
  /** Those that one may go to instead, and itself. */
  readonly recordings: readonly Recording[];
  /** What is known of it while it is read; null where it was. */
  readonly growing: Growing | null;
}

/**
 * What is being read, else the recording of the selected beat, else the first that is open; null where none is. Another one
 * is a whole new strip, which React draws in slices, after what must be seen at once.
 */
export function useShownRecording(): ShownRecording | null {
  const recordings = useLab((state) => state.recordings);
  const growing = useLab((state) => state.growing);
  const selectedId = useLab((state) => state.selection?.recordingId);
  const shown = useMemo(() => {
    if (growing) return { recording: growing.recording, recordings: [growing.recording], growing };
    const recording = recordings.find(({ id }) => id === selectedId) ?? recordings[0];
    return recording ? { recording, recordings, growing } : null;
  }, [recordings, growing, selectedId]);
  return useDeferredValue(shown);
}
