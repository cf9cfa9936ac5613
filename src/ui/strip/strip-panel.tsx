import { useCallback, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { chooseLead, durationSeconds, type Recording } from '../../domain/recording';
import { readPalette } from '../drawing/palette';
import { useElementSize } from '../drawing/use-element-size';
import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import { counted } from '../wording/numbers';
import { annotationTrackOf } from './annotation-track';
import { beatTrackOf, nearestBeat } from './beat-track';
import { caliperSentence, moved, readCalipers } from './calipers';
import { CorrectionControls } from './correction-controls';
import { type Layout, placesOf } from './lead-layout';
import { Overview } from './overview';
import { fittingGain, type Speed } from './paper';
import { RangePanel } from './range-panel';
import { printDocument, saveFile } from './save-file';
import { CLOCK_PX, cellsOf, GUTTER_PX, MARKS_PX, STRIP_TOKENS, type Trace, unitOf } from './scene';
import { usePixelsPerMm } from './screen-size';
import { beatSentence, windowOf } from './selected-beat';
import classes from './strip.module.css';
import { StripCanvas } from './strip-canvas';
import { sheetOf } from './strip-sheet';
import { printPage, stripSvg } from './strip-svg';
import { BeatControls, LeadSelect, RecordingSelect, ScaleControls } from './strip-toolbar';
import { StripToolRow, Toggle } from './strip-tools';
import { SYMBOL_OF_CLASS, useCorrecting } from './use-correcting';
import { useFiltered } from './use-filtered';
import { useStripCommands } from './use-strip-commands';
import { useStripTools } from './use-strip-tools';
import { useStripView } from './use-strip-view';
import { useTraces } from './use-traces';

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

/** Pixels a row of leads; one lead is as high as the style sheet has it. */
const ROW_PX: Readonly<Record<Exclude<Layout, 'one'>, number>> = {
  stacked: 88,
  '3x4': 92,
  '3x4+1': 84,
  '6x2': 68,
  '12x1': 52,
};

function Strip({ recording, recordings }: StripProps) {
  const { id, leads } = recording;
  const preferred = useLab((state) => state.spec.leads);
  const preview = useLab((state) => state.preview);
  const selection = useLab((state) => state.selection);
  const pointedAt = useLab((state) => (state.pointedAt?.recordingId === id ? state.pointedAt : null));
  const digest = useLab((state) => state.digests[id]);
  const corrections = useLab((state) => state.edits[id]?.done.length ?? 0);
  const { select, annotationFile } = useActions();
  const frame = useRef<HTMLDivElement>(null);
  const size = useElementSize(frame);
  const pixelsPerMm = usePixelsPerMm();
  const [tools, setTools] = useStripTools();
  const { layout, speed, calipers, chosen, correcting } = tools;

  const analysed = chooseLead(recording, preferred);
  const lead = tools.lead ?? Math.max(0, leads.indexOf(analysed ?? (leads[0] as Recording['leads'][number])));
  const places = useMemo(() => placesOf(layout, leads, lead), [layout, leads, lead]);
  const track = beatTrackOf(recording);
  const annotations = annotationTrackOf(recording);
  const duration = useMemo(() => durationSeconds(recording), [recording]);
  const widthPx = Math.max(1, size.width - GUTTER_PX);
  const beat = selection?.recordingId === id ? selection.beatNumber : null;
  const beatSeconds = beat === null ? undefined : track.seconds[beat];
  const view = useStripView({ widthPx, durationSeconds: duration }, beatSeconds ?? 0, speed * pixelsPerMm);
  const { startSeconds, pixelsPerSecond } = view.viewport;
  const seenSeconds = widthPx / pixelsPerSecond;

  const shown = useMemo(() => places.flatMap((place) => place.lead ?? []), [places]);
  const filtered = useFiltered(tools.filtered, recording, shown, [startSeconds, startSeconds + seenSeconds]);
  const traces = useTraces(recording, digest, filtered.stretches);
  const trace = traces[lead] as Trace;
  const rows = places[0]?.rows ?? 1;
  const leadsHeight = size.height - MARKS_PX - CLOCK_PX;
  const tallest = Math.max(0, ...shown.map((each) => traces[each]?.scale.span ?? 0));
  const roomPx = layout === 'one' ? size.height - CLOCK_PX : leadsHeight / rows;
  const gain = tools.gain ?? fittingGain(tallest, roomPx, pixelsPerMm);
  const cells = useMemo(() => {
    const drawn = places.map((place) => (place.lead === null ? null : (traces[place.lead] ?? null)));
    return cellsOf(places, drawn, { width: widthPx, top: MARKS_PX, height: leadsHeight, gain, pixelsPerMm });
  }, [places, traces, widthPx, leadsHeight, gain, pixelsPerMm]);

  const previewIsCurrent = preview?.selection.recordingId === id;
  const windowSeconds = useMemo(() => (previewIsCurrent ? windowOf(preview) : null), [preview, previewIsCurrent]);
  const { show } = view;
  const drawn = size.width > 0;
  useEffect(() => {
    if (drawn && beatSeconds !== undefined) show([beatSeconds - 0.4, beatSeconds + 0.6]);
  }, [drawn, beatSeconds, show]);

  const selectBeat = useCallback((beatNumber: number) => select({ recordingId: id, beatNumber }), [select, id]);
  const actions = useCorrecting(recording, track, beat);
  const middle = startSeconds + seenSeconds / 2;
  const run = useStripCommands({
    track,
    beat,
    view,
    widthPx,
    middle,
    tools,
    setTools,
    trace,
    actions,
    selectBeat,
    pixelsPerMm,
    duration,
  });

  const onTap = (seconds: number): void => {
    const near = nearestBeat(track, seconds);
    const isFar = near === undefined || Math.abs((track.seconds[near] as number) - seconds) > ADDS_FROM_SECONDS;
    if (correcting && isFar) actions.add(seconds, symbolToAdd(track.beats[beat ?? -1]?.symbol));
    else if (near !== undefined) selectBeat(near);
  };
  const onFound = (seconds: number): void => {
    const near = nearestBeat(track, seconds);
    if (near !== undefined && track.seconds[near] === seconds) selectBeat(near);
    show([seconds - 0.5, seconds + 0.5]);
  };
  const drawSheet = (): string =>
    stripSvg(
      sheetOf({
        recording,
        traces,
        layout,
        lead,
        speed,
        gain,
        fromSeconds: chosen?.fromSeconds ?? startSeconds,
        toSeconds: chosen?.toSeconds ?? startSeconds + seenSeconds,
        palette: readPalette(STRIP_TOKENS, 'light'),
      }),
    );
  const sentence = calipers
    ? caliperSentence(readCalipers(calipers, trace.lead, trace.scale), trace.lead.name, trace.scale.unit)
    : beatSentence(track, beat ?? -1);
  const fileName = recording.name.replace(/[^\w.-]+/g, '-');

  return (
    <div className={`${controls.card} ${classes.strip}`}>
      <div className={classes.toolbar}>
        <RecordingSelect recording={recording} recordings={recordings} />
        {corrections > 0 && (
          <span className={controls.tag} title="Kept in this browser; export them as .atr">
            {counted(corrections, 'correction')}
          </span>
        )}
        <LeadSelect leads={leads} shown={lead} analysed={analysed} onChange={(each) => setTools({ lead: each })} />
        <BeatControls track={track} onCommand={run} />
        <output className={classes.sentence} title={sentence}>
          {sentence}
        </output>
        <ScaleControls
          pixelsPerSecond={pixelsPerSecond}
          pixelsPerMm={pixelsPerMm}
          gain={gain}
          unit={unitOf(cells)}
          onGain={(each) => setTools({ gain: each })}
          onSpeed={(each: Speed) => {
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
          filterObstacle={filtered.obstacle}
          onCalipers={() => run({ kind: 'calipers' })}
          onFound={onFound}
          onExportAnnotations={() =>
            void annotationFile(id).then((bytes) => saveFile(`${fileName}.atr`, new Blob([bytes as BlobPart])))
          }
          onExportDrawing={() => saveFile(`${fileName}.svg`, new Blob([drawSheet()], { type: 'image/svg+xml' }))}
          onPrint={() => printDocument(printPage(drawSheet(), recording.name))}
        >
          <CorrectionControls
            recordingId={id}
            correcting={correcting}
            symbol={track.beats[beat ?? -1]?.symbol}
            actions={actions}
            onCorrecting={(on) => setTools({ correcting: on })}
            onAdd={() => run({ kind: 'add' })}
          />
        </StripToolRow>
      )}
      <StripCanvas
        frame={frame}
        size={size}
        heightPx={layout === 'one' ? null : MARKS_PX + CLOCK_PX + rows * ROW_PX[layout]}
        label={labelOf(recording, cells.length === 1 ? (trace.lead.name ?? '') : `${shown.length} leads`)}
        content={{
          viewport: view.viewport,
          durationSeconds: duration,
          pixelsPerMm,
          gain,
          cells,
          track,
          annotations,
          selected: beat,
          windowSeconds,
          chosen,
          pointedAt,
          calipers,
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

/** An added beat is called as the selected one; normal without one. */
const symbolToAdd = (selected: string | undefined): string => selected ?? SYMBOL_OF_CLASS.N;

function labelOf({ name, leads }: Recording, shown: string): string {
  const bad = leads.filter(({ checksum }) => checksum === 'bad').map((lead) => lead.name);
  return `ECG of ${name}, ${shown}${bad.length > 0 ? `; bad checksum of ${bad.join(', ')}` : ''}`;
}
