import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { chooseLead, durationSeconds, type Lead, type Recording } from '../../domain/recording';
import { useElementSize } from '../drawing/use-element-size';
import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import { beatTrackOf, nextOfClass } from './beat-track';
import { leadScaleOf } from './lead-scale';
import { Overview } from './overview';
import { fittingGain, type Gain } from './paper';
import { CLOCK_PX, GUTTER_PX } from './scene';
import { beatSentence, windowOf } from './selected-beat';
import classes from './strip.module.css';
import { StripCanvas } from './strip-canvas';
import type { StripCommand } from './strip-keys';
import { BeatControls, LeadSelect, ScaleControls } from './strip-toolbar';
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
  const preferred = useLab((state) => state.spec.leads);
  const preview = useLab((state) => state.preview);
  const selection = useLab((state) => state.selection);
  const { select } = useActions();
  const frame = useRef<HTMLDivElement>(null);
  const size = useElementSize(frame);
  const analysed = chooseLead(recording, preferred);
  const [leadName, setLeadName] = useState<string>();
  const lead = (recording.leads.find(({ name }) => name === leadName) ?? analysed ?? recording.leads[0]) as Lead;
  const [chosenGain, setGain] = useState<Gain>();
  const scale = leadScaleOf(lead);
  const gain = chosenGain ?? fittingGain(scale.span, size.height - CLOCK_PX);

  const track = beatTrackOf(recording);
  const duration = useMemo(() => durationSeconds(recording), [recording]);
  const widthPx = Math.max(1, size.width - GUTTER_PX);
  const beat = selection?.recordingId === recording.id ? selection.beatNumber : null;
  const beatSeconds = beat === null ? undefined : track.seconds[beat];
  const view = useStripView({ widthPx, durationSeconds: duration }, beatSeconds ?? 0);
  const previewIsCurrent = preview?.selection.recordingId === recording.id;
  const windowSeconds = useMemo(() => (previewIsCurrent ? windowOf(preview) : null), [preview, previewIsCurrent]);

  const { show } = view;
  const drawn = size.width > 0;
  useEffect(() => {
    if (drawn && beatSeconds !== undefined) show([beatSeconds - 0.4, beatSeconds + 0.6]);
  }, [drawn, beatSeconds, show]);

  const selectBeat = useCallback(
    (beatNumber: number) => select({ recordingId: recording.id, beatNumber }),
    [select, recording.id],
  );
  const sentence = beatSentence(track, beat ?? -1);
  const seenSeconds = widthPx / view.viewport.pixelsPerSecond;
  const onCommand = (command: StripCommand): void => {
    if (command.kind === 'scroll') view.pan(command.screens * widthPx);
    else if (command.kind === 'zoom') view.zoom(command.factor);
    else if (command.kind === 'paper-speed') view.paperSpeed(view.viewport.startSeconds + seenSeconds / 2);
    else if (command.kind === 'start') view.toStart();
    else if (command.kind === 'end') view.toEnd();
    else {
      const from = beat ?? -1;
      const next = command.kind === 'class' ? nextOfClass(track, from, command.beatClass) : from + command.step;
      if (next !== undefined && track.beats[next]) selectBeat(next);
    }
  };

  return (
    <div className={`${controls.card} ${classes.strip}`}>
      <div className={classes.toolbar}>
        <RecordingSelect recording={recording} recordings={recordings} />
        <LeadSelect leads={recording.leads} shown={lead} analysed={analysed} onChange={setLeadName} />
        <BeatControls track={track} onCommand={onCommand} />
        <output className={classes.sentence} title={sentence}>
          {sentence}
        </output>
        <ScaleControls
          pixelsPerSecond={view.viewport.pixelsPerSecond}
          gain={gain}
          unit={scale.unit}
          onGain={setGain}
          onCommand={onCommand}
        />
      </div>
      <StripCanvas
        frame={frame}
        size={size}
        lead={lead}
        label={`ECG of ${recording.name}, ${lead.name}`}
        durationSeconds={duration}
        track={track}
        selected={beat}
        windowSeconds={windowSeconds}
        gain={gain}
        view={view}
        onSelect={selectBeat}
        onCommand={onCommand}
      />
      <Overview
        lead={lead}
        track={track}
        durationSeconds={duration}
        seenSeconds={seenSeconds}
        view={view}
        onCommand={onCommand}
      />
    </div>
  );
}

function RecordingSelect({ recording, recordings }: StripProps) {
  const { select } = useActions();
  return (
    <select
      className={`${controls.select} ${controls.small}`}
      aria-label="Recording"
      title="Recording"
      value={recording.id}
      onChange={(event) => select({ recordingId: event.target.value, beatNumber: 0 })}
    >
      {recordings.map(({ id, name, synthetic }) => (
        <option key={id} value={id}>
          {synthetic ? `${name} (synthetic)` : name}
        </option>
      ))}
    </select>
  );
}
