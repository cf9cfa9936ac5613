import { useCallback } from 'react';
import type { Axis, ParameterValues } from '../../domain/representation';
import { selectedRecording } from '../../lab/selected-recording';
import { useActions, useLab } from '../lab-context';
import { beatTrackOf } from '../strip/beat-track';

/** Points at the samples behind a column of a picture of the selected beat; null at nothing. */
export type PointAtColumn = (column: number | null) => void;

/**
 * For a picture of short windows along time (one that has an `stftSeconds`): the strip then shows the window of the column
 * that is pointed at, and in it the hop that the column alone stands for. undefined for other pictures.
 */
export function usePointAt(parameters: ParameterValues | undefined, axes: readonly Axis[]): PointAtColumn | undefined {
  const { pointAt } = useActions();
  const rPeakSeconds = useLab((state) => {
    const recording = selectedRecording(state);
    return recording && state.selection ? beatTrackOf(recording).seconds[state.selection.beatNumber] : undefined;
  });
  const recordingId = useLab(({ selection }) => selection?.recordingId);
  const windowSeconds = parameters?.stftSeconds;
  const columns = axes[1];
  const point = useCallback(
    (column: number | null): void => {
      const centre = column === null ? undefined : columns?.values[column];
      if (centre === undefined || rPeakSeconds === undefined || recordingId === undefined) {
        pointAt(null);
        return;
      }
      const half = Number(windowSeconds) / 2;
      const [first = 0, second = 0] = columns?.values ?? [];
      const at = rPeakSeconds + centre;
      pointAt({ recordingId, fromSeconds: at - half, toSeconds: at + half, hopSeconds: second - first });
    },
    [columns, rPeakSeconds, recordingId, windowSeconds, pointAt],
  );
  return typeof windowSeconds === 'number' && columns?.unit === 's' ? point : undefined;
}
