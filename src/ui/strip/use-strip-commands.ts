import { type BeatTrack, nextOfClass } from './beat-track';
import { calipersAround, moved } from './calipers';
import type { Trace } from './scene';
import type { StripCommand } from './strip-keys';
import { type Correcting, SYMBOL_OF_CLASS } from './use-correcting';
import type { StripTools } from './use-strip-tools';
import type { StripView } from './use-strip-view';

interface Commanded {
  readonly track: BeatTrack;
  /** Number of the selected beat. */
  readonly beat: number | null;
  readonly view: StripView;
  readonly widthPx: number;
  /** Seconds in the middle of what is seen. */
  readonly middle: number;
  readonly tools: StripTools;
  readonly setTools: (change: Partial<StripTools>) => void;
  /** The lead that calipers step along. */
  readonly trace: Trace;
  readonly actions: Correcting;
  readonly selectBeat: (beat: number) => void;
  readonly pixelsPerMm: number;
  readonly duration: number;
}

/** What every command does, whether it came from a key or a button. */
export function useStripCommands(strip: Commanded): (command: StripCommand) => void {
  return (command) => {
    if (!move(command, strip) && !measure(command, strip)) correct(command, strip);
  };
}

function move(command: StripCommand, strip: Commanded): boolean {
  const { track, beat, view, widthPx, tools, selectBeat, pixelsPerMm } = strip;
  const go = (next: number | undefined): void => {
    if (next !== undefined && track.beats[next]) selectBeat(next);
  };
  switch (command.kind) {
    case 'scroll':
      view.pan(command.screens * widthPx);
      return true;
    case 'zoom':
      view.zoom(command.factor);
      return true;
    case 'paper-speed':
      view.zoomTo(tools.speed * pixelsPerMm);
      return true;
    case 'start':
      view.toStart();
      return true;
    case 'end':
      view.toEnd();
      return true;
    case 'class':
      go(nextOfClass(track, beat ?? -1, command.beatClass));
      return true;
    case 'beat':
      go((beat ?? -1) + command.step);
      return true;
    default:
      return false;
  }
}

function measure(command: StripCommand, strip: Commanded): boolean {
  const { tools, setTools, middle, trace, duration } = strip;
  const { calipers } = tools;
  switch (command.kind) {
    case 'calipers':
      setTools({ calipers: calipers ? null : calipersAround(middle) });
      return true;
    case 'other-line':
      if (calipers) setTools({ calipers: { ...calipers, active: calipers.active === 0 ? 1 : 0 } });
      return true;
    case 'nudge': {
      if (!calipers) return true;
      const { active, lines } = calipers;
      const to = lines[active] + command.samples / trace.lead.samplingRateHz;
      setTools({ calipers: moved(calipers, active, to, duration) });
      return true;
    }
    case 'range-edge':
      setTools({ chosen: withEdge(strip, command.edge) });
      return true;
    case 'put-away':
      setTools({ calipers: null, chosen: null, choosing: false });
      return true;
    default:
      return false;
  }
}

/** Seconds that a time is chosen for to begin with, until its other edge is set. */
const FIRST_CHOICE_SECONDS = 5;

function withEdge({ tools, track, beat, middle, duration }: Commanded, edge: 'from' | 'to'): StripTools['chosen'] {
  const at = (beat === null ? undefined : track.seconds[beat]) ?? middle;
  const { fromSeconds, toSeconds } = tools.chosen ?? { fromSeconds: Number.NaN, toSeconds: Number.NaN };
  if (edge === 'from') {
    return { fromSeconds: at, toSeconds: toSeconds > at ? toSeconds : Math.min(duration, at + FIRST_CHOICE_SECONDS) };
  }
  return { fromSeconds: fromSeconds < at ? fromSeconds : Math.max(0, at - FIRST_CHOICE_SECONDS), toSeconds: at };
}

function correct(command: StripCommand, { track, beat, middle, tools, setTools, actions }: Commanded): void {
  const { calipers } = tools;
  const symbol = track.beats[beat ?? -1]?.symbol ?? SYMBOL_OF_CLASS.N;
  if (command.kind === 'correcting') setTools({ correcting: !tools.correcting });
  else if (command.kind === 'relabel') actions.relabel(SYMBOL_OF_CLASS[command.beatClass]);
  else if (command.kind === 'delete') actions.remove();
  else if (command.kind === 'add') actions.add(calipers ? calipers.lines[calipers.active] : middle, symbol);
  else if (command.kind === 'undo') actions.undo();
  else if (command.kind === 'redo') actions.redo();
}
