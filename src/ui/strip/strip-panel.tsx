import { useCallback, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { durationSeconds, type Recording } from '../../domain/recording';
import { useElementSize } from '../drawing/use-element-size';
import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import { annotationTrackOf } from './annotation-track';
import { beatTrackOf, nearestBeat } from './beat-track';
import { caliperSentence, moved, readCalipers } from './calipers';
import { CorrectionControls } from './correction-controls';
import { Overview } from './overview';
import { RangePanel } from './range-panel';
import { GUTTER_PX, type Trace, unitOf } from './scene';
import { usePixelsPerMm } from './screen-size';
import { beatSentence, windowOf } from './selected-beat';
import classes from './strip.module.css';
import { StripCanvas } from './strip-canvas';
import { BeatControls, CorrectionsTag, LeadSelect, RecordingSelect, ScaleControls } from './strip-toolbar';
import { StripToolRow, Toggle } from './strip-tools';
import { useBeatQuality } from './use-beat-quality';
import { SYMBOL_OF_CLASS, useCorrecting } from './use-correcting';
import { useExports } from './use-exports';
import { useStripCommands } from './use-strip-commands';
import { useStripPaper } from './use-strip-paper';
import { useStripTools } from './use-strip-tools';
import { useStripView } from './use-strip-view';

/**
 * The recording of the selected beat, else the first that is open. Another one is a whole new strip, which React draws
 * in slices, after what must be seen at once.
 */
export function StripPanel() {
  const recordings = useLab((state) => state.recordings);
  const selectedId = useLab((state) => state.selection?.recordingId);
  const recording = useDeferredValue(recordings.find(({ id }) => id === selectedId) ?? recordings[0]);
  if (!recording?.leads.length) {
    return <div className={`${controls.card} ${classes.empty}`}>No recording with a signal is open.</div>;
  }
  return <Strip key={recording.id} recording={recording} recordings={recordings} />;
}

interface StripProps {
  readonly recording: Recording;
  readonly recordings: readonly Recording[];
}

function Strip({ recording, recordings }: StripProps) {
  const { id, leads } = recording;
  const selection = useLab((state) => state.selection);
  const pointedAt = useLab((state) => (state.pointedAt?.recordingId === id ? state.pointedAt : null));
  const { select } = useActions();
  const frame = useRef<HTMLDivElement>(null);
  const size = useElementSize(frame);
  const pixelsPerMm = usePixelsPerMm();
  const [tools, setTools] = useStripTools();
  const { speed, calipers, chosen, correcting } = tools;

  const track = beatTrackOf(recording);
  const duration = useMemo(() => durationSeconds(recording), [recording]);
  const widthPx = Math.max(1, size.width - GUTTER_PX);
  const beat = selection?.recordingId === id ? selection.beatNumber : null;
  const beatSeconds = beat === null ? undefined : track.seconds[beat];
  const symbol = beat === null ? undefined : track.beats[beat]?.symbol;
  const within = { widthPx, durationSeconds: duration };
  const view = useStripView(within, beatSeconds ?? 0, speed * pixelsPerMm, pixelsPerMm);
  const { viewport, show } = view;
  const seenSeconds = widthPx / viewport.pixelsPerSecond;
  const paper = useStripPaper(recording, tools, { ...within, viewport, heightPx: size.height, pixelsPerMm });
  const { lead, traces, cells, gain } = paper;
  const trace = traces[lead] as Trace;
  const windowSeconds = useWindow(id);
  const quality = useBeatQuality(recording);
  const drawn = size.width > 0;
  useEffect(() => {
    if (drawn && beatSeconds !== undefined) show([beatSeconds - 0.4, beatSeconds + 0.6]);
  }, [drawn, beatSeconds, show]);

  const selectBeat = useCallback((beatNumber: number) => select({ recordingId: id, beatNumber }), [select, id]);
  const actions = useCorrecting(recording, track, beat);
  const run = useStripCommands({
    ...{ track, beat, view, widthPx, tools, setTools, trace, actions, selectBeat, pixelsPerMm, duration },
    middle: viewport.startSeconds + seenSeconds / 2,
  });
  const exports = useExports(recording, {
    ...{ traces, layout: tools.layout, lead, speed, gain },
    fromSeconds: chosen?.fromSeconds ?? viewport.startSeconds,
    toSeconds: chosen?.toSeconds ?? viewport.startSeconds + seenSeconds,
  });
  const onTap = (seconds: number): void => {
    const near = nearestBeat(track, seconds);
    const isFar = near === undefined || Math.abs((track.seconds[near] as number) - seconds) > ADDS_FROM_SECONDS;
    if (correcting && isFar) actions.add(seconds, symbol ?? SYMBOL_OF_CLASS.N);
    else if (near !== undefined) selectBeat(near);
  };
  const onFound = (seconds: number): void => {
    const near = nearestBeat(track, seconds);
    if (near !== undefined && track.seconds[near] === seconds) selectBeat(near);
    show([seconds - 0.5, seconds + 0.5]);
  };
  const sentence = calipers
    ? caliperSentence(readCalipers(calipers, trace.lead, trace.scale), trace.lead.name, trace.scale.unit)
    : beatSentence(track, beat ?? -1, quality);

  return (
    <div className={`${controls.card} ${classes.strip}`}>
      <div className={classes.toolbar}>
        <RecordingSelect recording={recording} recordings={recordings} />
        <CorrectionsTag recordingId={id} />
        <LeadSelect
          leads={leads}
          shown={lead}
          analysed={paper.analysed}
          onChange={(each) => setTools({ lead: each })}
        />
        <BeatControls track={track} onCommand={run} />
        <output className={classes.sentence} title={sentence}>
          {sentence}
        </output>
        <ScaleControls
          pixelsPerSecond={viewport.pixelsPerSecond}
          pixelsPerMm={pixelsPerMm}
          gain={gain}
          unit={unitOf(cells)}
          onGain={(each) => setTools({ gain: each })}
          onSpeed={(each) => {
            setTools({ speed: each });
            view.zoomTo(each * pixelsPerMm);
          }}
          onCommand={run}
        />
        <Toggle
          pressed={tools.more}
          why="Layouts of leads, calipers, search, corrections, export, print and keys"
          onPress={() => setTools({ more: !tools.more })}
        >
          More
        </Toggle>
      </div>
      {tools.more && (
        <StripToolRow
          recording={recording}
          tools={tools}
          setTools={setTools}
          filterObstacle={paper.filterObstacle}
          exports={exports}
          onCalipers={() => run({ kind: 'calipers' })}
          onFound={onFound}
        >
          <CorrectionControls
            recordingId={id}
            correcting={correcting}
            symbol={symbol}
            actions={actions}
            onCorrecting={(on) => setTools({ correcting: on })}
            onAdd={() => run({ kind: 'add' })}
          />
        </StripToolRow>
      )}
      <StripCanvas
        frame={frame}
        size={size}
        heightPx={paper.wantedHeightPx}
        label={labelOf(recording, cells.length === 1 ? trace.lead.name : `${paper.shown.length} leads`)}
        content={{
          ...{ viewport, durationSeconds: duration, pixelsPerMm, gain, cells, track },
          annotations: annotationTrackOf(recording),
          ...{ selected: beat, isPoor: quality.isPoor, windowSeconds, chosen, pointedAt, calipers },
        }}
        view={view}
        choosing={tools.choosing}
        correcting={correcting}
        onTap={onTap}
        onCaliper={(line, seconds) => calipers && setTools({ calipers: moved(calipers, line, seconds, duration) })}
        onChoose={(from, to) =>
          setTools({ chosen: { fromSeconds: Math.max(0, from), toSeconds: Math.min(duration, to) } })
        }
        onCommand={run}
      />
      <Overview
        trace={trace}
        track={track}
        durationSeconds={duration}
        seenSeconds={seenSeconds}
        view={view}
        onCommand={run}
      />
      {chosen && (
        <RangePanel
          recording={recording}
          lead={lead}
          durationSeconds={duration}
          chosen={chosen}
          track={track}
          selected={beat}
          onSelect={selectBeat}
          onClose={() => setTools({ chosen: null })}
        />
      )}
    </div>
  );
}

/** A tap nearer to a beat than this means that beat. */
const ADDS_FROM_SECONDS = 0.2;

/** What the representations see of the selected beat; null before they were computed. */
function useWindow(recordingId: string): readonly [number, number] | null {
  const preview = useLab((state) => state.preview);
  return useMemo(
    () => (preview?.selection.recordingId === recordingId ? windowOf(preview) : null),
    [preview, recordingId],
  );
}

function labelOf({ name, leads }: Recording, shown: string): string {
  const bad = leads.filter(({ checksum }) => checksum === 'bad').map((lead) => lead.name);
  return `ECG of ${name}, ${shown}${bad.length > 0 ? `; bad checksum of ${bad.join(', ')}` : ''}`;
}
