import { useMemo } from 'react';
import { analysedLead } from '../../domain/channels';
import type { RecordingDigest } from '../../domain/lead-pyramid';
import type { Lead } from '../../domain/recording';
import { useLab } from '../lab-context';
import type { Layout } from './lead-layout';
import { placesOf } from './lead-layout';
import { fittingGain, type Gain } from './paper';
import { type Cell, CLOCK_PX, cellsOf, MARKS_PX, type Trace } from './scene';
import { useFiltered } from './use-filtered';
import type { ShownRecording } from './use-shown-recording';
import type { StripTools } from './use-strip-tools';
import { useTraces } from './use-traces';
import type { Viewport } from './viewport';

/** Pixels a row of leads; one lead is as high as the style sheet has it. */
const ROW_PX: Readonly<Record<Exclude<Layout, 'one'>, number>> = {
  stacked: 88,
  '3x4': 92,
  '3x4+1': 84,
  '6x2': 68,
  '12x1': 52,
};

const NO_DIGEST: Pick<RecordingDigest, 'pyramids'> = { pyramids: [] };

interface Window {
  readonly viewport: Viewport;
  /** Of the signal, without the calibration mark. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly durationSeconds: number;
  readonly pixelsPerMm: number;
}

export interface StripPaper {
  /** Place in the recording of the lead that calipers, overview and spectrogram are about. */
  readonly lead: number;
  /** The lead that models see. */
  readonly analysed: Lead | undefined;
  /** One a lead of the recording. */
  readonly traces: readonly Trace[];
  /** Leads of the recording that are on the paper. */
  readonly shown: readonly number[];
  readonly cells: readonly Cell[];
  readonly gain: Gain;
  /** null: as high as the style sheet has it. */
  readonly wantedHeightPx: number | null;
  /** Why the filtered signal is wanted and not seen; empty otherwise. */
  readonly filterObstacle: string;
}

/** The leads of the chosen layout, where they lie, and how high a millivolt is. */
export function useStripPaper(
  { recording, growing }: Pick<ShownRecording, 'recording' | 'growing'>,
  tools: StripTools,
  window: Window,
): StripPaper {
  const { leads } = recording;
  const { layout } = tools;
  const { viewport, widthPx, heightPx, durationSeconds, pixelsPerMm } = window;
  const { startSeconds, pixelsPerSecond } = viewport;
  const spec = useLab((state) => state.spec);
  const digest = useLab((state) => state.digests[recording.id]);
  const { pyramids } = growing ?? digest ?? NO_DIGEST;
  const analysed = analysedLead(recording, spec);
  const lead = tools.lead ?? Math.max(0, analysed ? leads.indexOf(analysed) : 0);
  const places = useMemo(() => placesOf(layout, leads, lead), [layout, leads, lead]);
  const shown = useMemo(() => places.flatMap((place) => place.lead ?? []), [places]);
  const seen = [startSeconds, startSeconds + widthPx / pixelsPerSecond] as const;
  const filtered = useFiltered(tools.filtered, recording, shown, seen);
  const traces = useTraces(recording, pyramids, growing?.readSeconds ?? Number.POSITIVE_INFINITY, filtered.stretches);

  const rows = places[0]?.rows ?? 1;
  const leadsPx = heightPx - MARKS_PX - CLOCK_PX;
  const tallest = Math.max(0, ...shown.map((each) => traces[each]?.scale.span ?? 0));
  const roomPx = layout === 'one' ? heightPx - CLOCK_PX : leadsPx / rows;
  const gain = tools.gain ?? fittingGain(tallest, roomPx, pixelsPerMm);
  // A recording that is shorter than the screen is divided among its columns, not the screen.
  const paperPx = Math.min(widthPx, Math.max(1, durationSeconds * pixelsPerSecond));
  const cells = useMemo(() => {
    const drawn = places.map((place) => (place.lead === null ? null : (traces[place.lead] ?? null)));
    return cellsOf(places, drawn, { width: paperPx, top: MARKS_PX, height: leadsPx, gain, pixelsPerMm });
  }, [places, traces, paperPx, leadsPx, gain, pixelsPerMm]);
  const wantedHeightPx = layout === 'one' ? null : MARKS_PX + CLOCK_PX + rows * ROW_PX[layout];
  return { lead, analysed, traces, shown, cells, gain, wantedHeightPx, filterObstacle: filtered.obstacle };
}
