import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Recording } from '../../domain/recording';
import type { StretchSpectrogram, TimeSpan } from '../../lab/state';
import { heatmapPixels } from '../drawing/cividis';
import { ClassMark } from '../drawing/class-mark';
import { useElementSize } from '../drawing/use-element-size';
import { useActions, useLab } from '../lab-context';
import { ScrollRegion } from '../scroll-region';
import controls from '../theme/controls.module.css';
import { clock, counted } from '../wording/numbers';
import { type BeatTrack, firstBeatFrom } from './beat-track';
import { type ShownStretch, stretchAround } from './chosen-stretch';
import classes from './strip.module.css';
import { SMALL_BUTTON } from './strip-toolbar';

interface RangePanelProps {
  readonly recording: Recording;
  /** Place of the lead whose spectrogram is shown. */
  readonly lead: number;
  readonly durationSeconds: number;
  readonly chosen: Pick<TimeSpan, 'fromSeconds' | 'toSeconds'>;
  readonly track: BeatTrack;
  readonly selected: number | null;
  readonly onSelect: (beat: number) => void;
  readonly onClose: () => void;
}

/** The chosen time in other views: the spectrogram of the record around it, and its beats. */
export function RangePanel(props: RangePanelProps) {
  const { recording, chosen, track, selected, onSelect, onClose } = props;
  const { fromSeconds, toSeconds } = chosen;
  const first = firstBeatFrom(track, fromSeconds);
  const last = firstBeatFrom(track, toSeconds);
  const title = `${clock(fromSeconds, 2)} to ${clock(toSeconds, 2)}`;
  return (
    <section className={classes.range} aria-label="Chosen time">
      <header className={classes.rangeHead}>
        <strong>{title}</strong>
        <span className={controls.soft}>
          {(toSeconds - fromSeconds).toFixed(2)} s · {counted(last - first, 'beat')}
          {last - first > 1 && ` · ${meanRate(track, first, last).toFixed(0)} bpm`}
        </span>
        <button type="button" className={SMALL_BUTTON} title="Puts the chosen time away (Escape)" onClick={onClose}>
          Close
        </button>
      </header>
      <Spectrogram {...props} name={recording.leads[props.lead]?.name ?? ''} />
      <BeatList track={track} first={first} last={last} selected={selected} onSelect={onSelect} />
    </section>
  );
}

function meanRate({ seconds }: BeatTrack, first: number, last: number): number {
  return (60 * (last - 1 - first)) / ((seconds[last - 1] as number) - (seconds[first] as number));
}

function Spectrogram({ recording, lead, durationSeconds, chosen, name }: RangePanelProps & { readonly name: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(frame);
  const { stretch, spectrogram, failure } = useSpectrogram(recording, lead, durationSeconds, chosen);
  const { pointAt } = useActions();
  const canvas = useRef<HTMLCanvasElement>(null);
  useHeatmap(canvas, spectrogram);
  const share = (seconds: number): number =>
    ((seconds - stretch.fromSeconds) / (stretch.toSeconds - stretch.fromSeconds)) * 100;
  // The first frame lies half a window from the stretch's start: the picture begins there, half a hop before its middle.
  const pictureFrom = stretch.fromSeconds + (spectrogram ? spectrogram.firstSeconds - spectrogram.hopSeconds / 2 : 0);
  const highestHz = spectrogram ? spectrogram.binHz * (spectrogram.bins - 1) : 0;
  const point = (x: number): void => {
    if (!spectrogram || width === 0) return;
    const { firstSeconds, hopSeconds, frames, windowSeconds } = spectrogram;
    const seconds = (x / width) * (stretch.toSeconds - stretch.fromSeconds);
    const column = Math.min(frames - 1, Math.max(0, Math.round((seconds - firstSeconds) / hopSeconds)));
    const centre = stretch.fromSeconds + firstSeconds + column * hopSeconds;
    pointAt({
      recordingId: recording.id,
      fromSeconds: centre - windowSeconds / 2,
      toSeconds: centre + windowSeconds / 2,
      hopSeconds,
    });
  };
  return (
    <figure className={classes.spectrogram}>
      <div
        ref={frame}
        className={classes.heatmap}
        onPointerMove={(event) => point(event.clientX - event.currentTarget.getBoundingClientRect().left)}
        onPointerLeave={() => pointAt(null)}
      >
        {spectrogram && (
          <canvas
            ref={canvas}
            width={spectrogram.frames}
            height={spectrogram.bins}
            style={{
              left: `${share(pictureFrom)}%`,
              width: `${share(pictureFrom + spectrogram.frames * spectrogram.hopSeconds) - share(pictureFrom)}%`,
              height,
            }}
            role="img"
            aria-label={`Spectrogram of ${name} from ${clock(stretch.fromSeconds, 1)} to ${clock(stretch.toSeconds, 1)}, 0 to ${highestHz.toFixed(0)} Hz, with the chosen time marked`}
          />
        )}
        {spectrogram && (
          <div
            className={classes.chosen}
            style={{
              left: `${share(chosen.fromSeconds)}%`,
              width: `${share(chosen.toSeconds) - share(chosen.fromSeconds)}%`,
            }}
          />
        )}
        {!spectrogram && <p className={controls.soft}>{failure || 'Computing the spectrogram.'}</p>}
      </div>
      <figcaption className={controls.soft}>
        <span>{clock(stretch.fromSeconds, 1)}</span>
        <span>{spectrogram ? `${name}, 0 to ${highestHz.toFixed(0)} Hz, Hann 0.25 s` : name}</span>
        <span>{clock(stretch.toSeconds, 1)}</span>
      </figcaption>
    </figure>
  );
}

function useHeatmap(canvas: RefObject<HTMLCanvasElement | null>, spectrogram: StretchSpectrogram | null): void {
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !spectrogram) return;
    const { decibels, bins, frames } = spectrogram;
    const [low, high] = brightest(decibels);
    context.putImageData(new ImageData(heatmapPixels(decibels, bins, frames, [low, high]), frames, bins), 0, 0);
  }, [canvas, spectrogram]);
}

const SHOWN_DECIBELS = 60;

/** 60 dB below the loudest there is nothing to see. */
function brightest(decibels: Float64Array): readonly [number, number] {
  const high = decibels.reduce((most, each) => Math.max(most, each), Number.NEGATIVE_INFINITY);
  return [high - SHOWN_DECIBELS, high];
}

interface SpectrogramState {
  readonly stretch: ShownStretch;
  /** null until it is computed, or where it cannot be. */
  readonly spectrogram: StretchSpectrogram | null;
  readonly failure: string;
}

/** Dragging chooses many times a second: only where the drag rests is it computed. */
const REST_MS = 120;

function useSpectrogram(
  { id }: Recording,
  lead: number,
  durationSeconds: number,
  { fromSeconds, toSeconds }: RangePanelProps['chosen'],
): SpectrogramState {
  const conditioning = useLab((state) => state.spec.conditioning);
  const { stretchSpectrogram } = useActions();
  const stretch = useMemo(
    () => stretchAround(fromSeconds, toSeconds, durationSeconds),
    [fromSeconds, toSeconds, durationSeconds],
  );
  const [state, setState] = useState<SpectrogramState>({ stretch, spectrogram: null, failure: '' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lab reads the conditioning; another one is another picture.
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      stretchSpectrogram({ recordingId: id, lead, ...stretch }).then(
        (spectrogram) => wanted && setState({ stretch, spectrogram, failure: '' }),
        (thrown) =>
          wanted &&
          setState({ stretch, spectrogram: null, failure: thrown instanceof Error ? thrown.message : String(thrown) }),
      );
    }, REST_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [id, lead, stretch, conditioning, stretchSpectrogram]);
  // The old picture with its own times stays until the new one is there.
  return state;
}

/** More rows than these are not read one by one. */
const MOST_ROWS = 500;

interface BeatListProps {
  readonly track: BeatTrack;
  readonly first: number;
  readonly last: number;
  readonly selected: number | null;
  readonly onSelect: (beat: number) => void;
}

function BeatList({ track, first, last, selected, onSelect }: BeatListProps) {
  if (last <= first) return <p className={controls.soft}>No beat is marked in this time.</p>;
  const numbers = Array.from({ length: Math.min(MOST_ROWS, last - first) }, (_, index) => first + index);
  return (
    <ScrollRegion className={classes.beats} name={{ label: 'Beats of the chosen time' }}>
      <table>
        <thead>
          <tr>
            <th scope="col">Beat</th>
            <th scope="col">Time</th>
            <th scope="col">RR, s</th>
          </tr>
        </thead>
        <tbody>
          {numbers.map((number) => (
            <tr key={number} aria-current={number === selected || undefined}>
              <th scope="row">
                <button
                  type="button"
                  className={`${SMALL_BUTTON} ${controls.quiet}`}
                  aria-label={`Show beat ${number + 1}, ${track.beats[number]?.beatClass}`}
                  onClick={() => onSelect(number)}
                >
                  <ClassMark beatClass={track.beats[number]?.beatClass ?? 'Q'} />
                  {track.beats[number]?.symbol}
                </button>
              </th>
              <td>{clock(track.seconds[number] as number, 2)}</td>
              <td>
                {number > 0
                  ? ((track.seconds[number] as number) - (track.seconds[number - 1] as number)).toFixed(2)
                  : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {last - first > MOST_ROWS && (
        <p className={controls.soft}>and {counted(last - first - MOST_ROWS, 'more beat')}</p>
      )}
    </ScrollRegion>
  );
}
