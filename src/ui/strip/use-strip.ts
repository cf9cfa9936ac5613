/** The strip of one recording: what is seen of it, which beat is selected, and what a tap or a command does. */

import { type RefObject, useCallback, useEffect, useMemo, useRef } from 'react';
import { durationSeconds, type Recording } from '../../domain/recording';
import type { Growing, PointedSpan } from '../../lab/state';
import { type ElementSize, useElementSize } from '../drawing/use-element-size';
import { useActions, useLab } from '../lab-context';
import { type BeatTrack, beatTrackOf, nearestBeat } from './beat-track';
import { caliperSentence, readCalipers } from './calipers';
import { GUTTER_PX, type Trace } from './scene';
import { usePixelsPerMm } from './screen-size';
import { beatSentence, type Quality, windowOf } from './selected-beat';
import type { StripCommand } from './strip-keys';
import { useBeatQuality } from './use-beat-quality';
import { type Correcting, SYMBOL_OF_CLASS, useCorrecting } from './use-correcting';
import { type Exports, useExports } from './use-exports';
import type { ShownRecording } from './use-shown-recording';
import { useStripCommands } from './use-strip-commands';
import { type StripPaper, useStripPaper } from './use-strip-paper';
import { type StripTools, useStripTools } from './use-strip-tools';
import { type StripView, useStripView } from './use-strip-view';
import { pixelAt } from './viewport';

export interface Strip {
  readonly recording: Recording;
  /** Read to its end: it can be corrected and exported. */
  readonly isWhole: boolean;
  /** Seconds that were read; infinite where all were. */
  readonly readSeconds: number;
  readonly duration: number;
  readonly track: BeatTrack;
  /** Number of the selected beat, and its symbol. */
  readonly beat: number | null;
  readonly symbol: string | undefined;
  readonly size: ElementSize;
  readonly pixelsPerMm: number;
  readonly view: StripView;
  /** Seconds that are seen. */
  readonly seenSeconds: number;
  readonly paper: StripPaper;
  /** The lead that calipers and overview are about. */
  readonly trace: Trace;
  readonly windowSeconds: readonly [number, number] | null;
  readonly pointedAt: PointedSpan | null;
  readonly isPoor: Quality['isPoor'];
  readonly tools: StripTools;
  readonly setTools: (change: Partial<StripTools>) => void;
  readonly actions: Correcting;
  readonly exports: Exports;
  /** What there is to say at the moment. */
  readonly sentence: string;
  readonly run: (command: StripCommand) => void;
  readonly selectBeat: (beat: number) => void;
  readonly tap: (seconds: number) => void;
  /** Goes to an annotation that was searched for. */
  readonly goToFound: (seconds: number) => void;
}

export function useStrip({ recording, growing }: ShownRecording, frame: RefObject<HTMLDivElement | null>): Strip {
  const { id } = recording;
  const size = useElementSize(frame);
  const pixelsPerMm = usePixelsPerMm();
  const [tools, setTools] = useStripTools();
  const track = beatTrackOf(recording);
  const duration = useMemo(() => growing?.durationSeconds ?? durationSeconds(recording), [growing, recording]);
  const widthPx = Math.max(1, size.width - GUTTER_PX);
  const within = { widthPx, durationSeconds: duration };
  const { beat, seconds: beatSeconds, selectBeat } = useSelectedBeat(id, track);
  const symbol = beat === null ? undefined : track.beats[beat]?.symbol;
  const view = useStripView(within, beatSeconds ?? 0, tools.speed * pixelsPerMm, pixelsPerMm);
  useShowing(beatSeconds, view, size.width > 0);
  useKeepingInSight(beatSeconds, view, size.width);
  const { viewport } = view;
  const seenSeconds = widthPx / viewport.pixelsPerSecond;
  const window = { ...within, viewport, heightPx: size.height, pixelsPerMm };
  const paper = useStripPaper({ recording, growing }, tools, window);
  const trace = paper.traces[paper.lead] as Trace;
  const actions = useCorrecting(recording, track, beat);
  const quality = useBeatQuality(recording);
  const run = useStripCommands({
    ...{ track, beat, view, widthPx, tools, setTools, trace, actions, selectBeat, pixelsPerMm, duration },
    middle: viewport.startSeconds + seenSeconds / 2,
  });
  const exports = useExports(recording, {
    ...{ traces: paper.traces, layout: tools.layout, lead: paper.lead, speed: tools.speed, gain: paper.gain },
    fromSeconds: tools.chosen?.fromSeconds ?? viewport.startSeconds,
    toSeconds: tools.chosen?.toSeconds ?? viewport.startSeconds + seenSeconds,
  });
  return {
    ...{ recording, duration, track, beat, symbol, size, pixelsPerMm, view, seenSeconds, paper, trace },
    ...{ tools, setTools, actions, exports, run, selectBeat },
    isWhole: growing === null,
    readSeconds: growing?.readSeconds ?? Number.POSITIVE_INFINITY,
    windowSeconds: useWindow(id),
    pointedAt: useLab((state) => (state.pointedAt?.recordingId === id ? state.pointedAt : null)),
    isPoor: quality.isPoor,
    sentence: sentenceOf(growing, tools, trace, beatSentence(track, beat ?? -1, quality)),
    tap: (seconds) => {
      const near = nearestBeat(track, seconds);
      const isFar = near === undefined || Math.abs((track.seconds[near] as number) - seconds) > ADDS_FROM_SECONDS;
      if (tools.correcting && isFar) actions.add(seconds, symbol ?? SYMBOL_OF_CLASS.N);
      else if (near !== undefined) selectBeat(near);
    },
    goToFound: (seconds) => {
      const near = nearestBeat(track, seconds);
      if (near !== undefined && track.seconds[near] === seconds) selectBeat(near);
      view.show([seconds - 0.5, seconds + 0.5]);
    },
  };
}

/** A tap nearer to a beat than this means that beat. */
const ADDS_FROM_SECONDS = 0.2;

/** The selected beat where it is one of this recording, and the way to select another. */
function useSelectedBeat(id: string, track: BeatTrack) {
  const selection = useLab((state) => state.selection);
  const { select } = useActions();
  const beat = selection?.recordingId === id ? selection.beatNumber : null;
  const selectBeat = useCallback((beatNumber: number) => select({ recordingId: id, beatNumber }), [select, id]);
  return { beat, seconds: beat === null ? undefined : track.seconds[beat], selectBeat };
}

/**
 * Keeps the selected beat in view. One that is selected because the beats were found at last moves nothing: by then the
 * person may look at something else.
 */
function useShowing(beatSeconds: number | undefined, { show }: StripView, drawn: boolean): void {
  const before = useRef(beatSeconds);
  useEffect(() => {
    if (!drawn || beatSeconds === undefined) return;
    const isFirst = before.current === undefined;
    before.current = beatSeconds;
    if (!isFirst) show([beatSeconds - 0.4, beatSeconds + 0.6]);
  }, [drawn, beatSeconds, show]);
}

/** A beat that is seen stays in sight when the paper becomes narrower; one that was scrolled away from stays away. */
function useKeepingInSight(beatSeconds: number | undefined, { viewport, jump }: StripView, stripPx: number): void {
  const before = useRef({ stripPx, isSeen: false });
  useEffect(() => {
    // Not laid out: nothing is in sight, and nothing is lost.
    if (stripPx === 0 || beatSeconds === undefined) return;
    const at = pixelAt(viewport, beatSeconds);
    const isSeen = at >= 0 && at <= stripPx - GUTTER_PX;
    const isLost = before.current.stripPx !== stripPx && before.current.isSeen && !isSeen;
    before.current = { stripPx, isSeen: isSeen || isLost };
    if (isLost) jump(beatSeconds);
  }, [beatSeconds, viewport, stripPx, jump]);
}

/** What the representations see of the selected beat; null before they were computed. */
function useWindow(recordingId: string): readonly [number, number] | null {
  const preview = useLab((state) => state.preview);
  return useMemo(
    () => (preview?.selection.recordingId === recordingId ? windowOf(preview) : null),
    [preview, recordingId],
  );
}

/** The calipers' reading, how far the recording was read, or the selected beat: the first of them that there is. */
function sentenceOf(growing: Growing | null, { calipers }: StripTools, { lead, scale }: Trace, ofBeat: string): string {
  if (calipers) return caliperSentence(readCalipers(calipers, lead, scale), lead.name, scale.unit);
  if (growing) return growingSentence(growing);
  return ofBeat;
}

function growingSentence({ readSeconds, durationSeconds: all, findingBeats }: Growing): string {
  if (findingBeats) return 'All is read; finding its R peaks';
  return `Reading: ${Math.floor((100 * readSeconds) / all)} %`;
}
