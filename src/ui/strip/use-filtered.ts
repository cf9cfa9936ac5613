import { useEffect, useRef, useState } from 'react';
import type { Recording } from '../../domain/recording';
import { firstSampleFrom } from '../../lab/stretch';
import { useActions, useLab } from '../lab-context';
import type { FilteredStretch } from './scene';

/** Zoomed out further, nobody sees what the filter does. */
export const FILTERED_UP_TO_SECONDS = 60;
/** The 0.5 Hz edge of the filter needs so long to forget where the stretch was cut. */
const MARGIN_SECONDS = 4;
const NONE: ReadonlyMap<number, FilteredStretch> = new Map();

export interface FilteredView {
  /** By the place of the lead in the recording. */
  readonly stretches: ReadonlyMap<number, FilteredStretch>;
  /** Why there is none, in a sentence; empty where there is. */
  readonly obstacle: string;
}

/**
 * The leads that are seen after the filter that the models' beats are cut from, computed for what is seen and a screen on
 * either side, in a worker of its own. While one is computed only the latest waits.
 */
export function useFiltered(
  wanted: boolean,
  { id, leads }: Recording,
  shown: readonly number[],
  [from, to]: readonly [number, number],
): FilteredView {
  const conditioning = useLab((state) => state.spec.conditioning);
  const { conditionStretch } = useActions();
  const [stretches, setStretches] = useState(NONE);
  const [failure, setFailure] = useState('');
  const length = to - from;
  const tooLong = length > FILTERED_UP_TO_SECONDS;
  // The screen that the view lies in: it changes when half of it has gone by.
  const screen = length > 0 ? Math.round(from / length) : 0;
  const latest = useRef(0);
  const leadsKey = shown.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `from` moves with every frame, `screen` when it matters; the conditioning is read by the lab.
  useEffect(() => {
    const turn = ++latest.current;
    setFailure('');
    if (!wanted || tooLong || length <= 0) return setStretches(NONE);
    const fromSeconds = Math.max(0, (screen - 1) * length - MARGIN_SECONDS);
    const toSeconds = (screen + 2) * length + MARGIN_SECONDS;
    const ask = async (lead: number): Promise<[number, FilteredStretch]> => {
      const stretch = await conditionStretch({ recordingId: id, lead, fromSeconds, toSeconds });
      const { samplingRateHz } = leads[lead] as Recording['leads'][number];
      const first = firstSampleFrom(leads[lead] as Recording['leads'][number], fromSeconds);
      return [lead, { ...stretch, fromSeconds: first / samplingRateHz }];
    };
    Promise.all(shown.map(ask)).then(
      (entries) => turn === latest.current && setStretches(new Map(entries)),
      (thrown) => {
        if (turn !== latest.current) return;
        setStretches(NONE);
        setFailure(thrown instanceof Error ? thrown.message : String(thrown));
      },
    );
  }, [wanted, tooLong, length, screen, leadsKey, id, leads, conditioning, conditionStretch]);
  const obstacle = wanted && tooLong ? `Zoom in to ${FILTERED_UP_TO_SECONDS} s or less to see it.` : failure;
  return { stretches: wanted ? stretches : NONE, obstacle };
}
