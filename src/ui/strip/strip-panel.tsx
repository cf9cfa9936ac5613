import { type RefObject, useRef } from 'react';
import type { Recording } from '../../domain/recording';
import { useActions } from '../lab-context';
import controls from '../theme/controls.module.css';
import { annotationTrackOf } from './annotation-track';
import { moved } from './calipers';
import { CorrectionControls } from './correction-controls';
import { Overview } from './overview';
import { RangePanel } from './range-panel';
import { unitOf } from './scene';
import classes from './strip.module.css';
import { StripCanvas } from './strip-canvas';
import {
  BeatControls,
  CorrectionsTag,
  LeadSelect,
  RecordingSelect,
  ScaleControls,
  SMALL_BUTTON,
} from './strip-toolbar';
import { StripToolRow, Toggle } from './strip-tools';
import { type ShownRecording, useShownRecording } from './use-shown-recording';
import { type Strip, useStrip } from './use-strip';

/** The recording that is looked at, on ECG paper, and everything that is done to it there. */
export function StripPanel() {
  const shown = useShownRecording();
  if (!shown?.recording.leads.length) {
    return <div className={`${controls.card} ${classes.empty}`}>No recording with a signal is open.</div>;
  }
  return <StripOf key={shown.recording.id} shown={shown} />;
}

function StripOf({ shown }: { readonly shown: ShownRecording }) {
  const frame = useRef<HTMLDivElement>(null);
  const strip = useStrip(shown, frame);
  const { tools, setTools, recording, track, beat, paper, duration } = strip;
  return (
    <div className={`${controls.card} ${classes.strip}`}>
      <StripHead strip={strip} recordings={shown.recordings} />
      {tools.more && <StripMore strip={strip} />}
      <StripPaper strip={strip} frame={frame} />
      <Overview
        trace={strip.trace}
        track={track}
        durationSeconds={duration}
        seenSeconds={strip.seenSeconds}
        view={strip.view}
        onCommand={strip.run}
      />
      {tools.chosen && (
        <RangePanel
          recording={recording}
          lead={paper.lead}
          durationSeconds={duration}
          chosen={tools.chosen}
          track={track}
          selected={beat}
          onSelect={strip.selectBeat}
          onClose={() => setTools({ chosen: null })}
        />
      )}
    </div>
  );
}

interface PartProps {
  readonly strip: Strip;
}

/** What is looked at, in words, and the scales. */
function StripHead({ strip, recordings }: PartProps & { readonly recordings: readonly Recording[] }) {
  const { recording, tools, setTools, paper, view, pixelsPerMm, sentence, run } = strip;
  return (
    <div className={classes.toolbar}>
      <RecordingSelect recording={recording} recordings={recordings} />
      <CorrectionsTag recordingId={recording.id} />
      <LeadSelect
        leads={recording.leads}
        shown={paper.lead}
        analysed={paper.analysed}
        onChange={(lead) => setTools({ lead })}
      />
      <BeatControls track={strip.track} onCommand={run} />
      <div className={classes.saying}>
        <output className={classes.sentence} title={sentence}>
          {sentence}
        </output>
        {!strip.isWhole && <CancelReading />}
      </div>
      <ScaleControls
        pixelsPerSecond={view.viewport.pixelsPerSecond}
        pixelsPerMm={pixelsPerMm}
        gain={paper.gain}
        unit={unitOf(paper.cells)}
        onGain={(gain) => setTools({ gain })}
        onSpeed={(speed) => {
          setTools({ speed });
          view.zoomTo(speed * pixelsPerMm);
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
  );
}

function CancelReading() {
  const { cancelReading } = useActions();
  return (
    <button type="button" className={`${SMALL_BUTTON} ${classes.cancel}`} onClick={cancelReading}>
      Cancel reading
    </button>
  );
}

function StripMore({ strip }: PartProps) {
  const { recording, tools, setTools, run, isWhole } = strip;
  return (
    <StripToolRow
      recording={recording}
      isWhole={isWhole}
      tools={tools}
      setTools={setTools}
      filterObstacle={strip.paper.filterObstacle}
      exports={strip.exports}
      onCalipers={() => run({ kind: 'calipers' })}
      onFound={strip.goToFound}
    >
      <CorrectionControls
        recordingId={recording.id}
        correcting={tools.correcting}
        symbol={strip.symbol}
        actions={strip.actions}
        onCorrecting={(correcting) => setTools({ correcting })}
        onAdd={() => run({ kind: 'add' })}
      />
    </StripToolRow>
  );
}

function StripPaper({ strip, frame }: PartProps & { readonly frame: RefObject<HTMLDivElement | null> }) {
  const { recording, tools, setTools, paper, view, duration, track } = strip;
  const { calipers, chosen } = tools;
  const { cells, gain } = paper;
  const onLeads = cells.length === 1 ? strip.trace.lead.name : `${paper.shown.length} leads`;
  return (
    <StripCanvas
      frame={frame}
      size={strip.size}
      heightPx={paper.wantedHeightPx}
      label={labelOf(recording, onLeads)}
      content={{
        ...{ viewport: view.viewport, durationSeconds: duration, readSeconds: strip.readSeconds },
        ...{ pixelsPerMm: strip.pixelsPerMm, gain, cells, track, isPoor: strip.isPoor },
        annotations: annotationTrackOf(recording),
        ...{ selected: strip.beat, windowSeconds: strip.windowSeconds, chosen, pointedAt: strip.pointedAt, calipers },
      }}
      view={view}
      choosing={tools.choosing}
      correcting={tools.correcting}
      onTap={strip.tap}
      onCaliper={(line, seconds) => calipers && setTools({ calipers: moved(calipers, line, seconds, duration) })}
      onChoose={(from, to) =>
        setTools({ chosen: { fromSeconds: Math.max(0, from), toSeconds: Math.min(duration, to) } })
      }
      onCommand={strip.run}
    />
  );
}

function labelOf({ name, leads }: Recording, shown: string): string {
  const bad = leads.filter(({ checksum }) => checksum === 'bad').map((lead) => lead.name);
  return `ECG of ${name}, ${shown}${bad.length > 0 ? `; bad checksum of ${bad.join(', ')}` : ''}`;
}
