/** Beat marks: letter and marker in the class colour, fewer of them the further the strip is zoomed out. */

import { BEAT_CLASSES, type BeatClass } from '../../domain/beat-class';
import type { Beat } from '../../domain/recording';
import { CLASS_STYLES, type ClassMarker } from '../theme/meaning';
import { type BeatTrack, firstBeatFrom } from './beat-track';
import { MARKS_PX, type StripPalette, type StripScene } from './scene';
import { pixelAt, secondsAt } from './viewport';

const LETTER_SPACING_PX = 26;
const MARKER_SPACING_PX = 9;

const keyOf = (beatClass: BeatClass) => beatClass.toLowerCase() as Lowercase<BeatClass>;

export function classColour(palette: StripPalette, beatClass: BeatClass): string {
  return palette[`class-${keyOf(beatClass)}`];
}

export function drawBeats(context: CanvasRenderingContext2D, scene: StripScene): void {
  const { viewport, width, track } = scene;
  // Their labels are written along the foot of the paper.
  if (track.rows) return;
  const first = firstBeatFrom(track, secondsAt(viewport, -20));
  const last = firstBeatFrom(track, secondsAt(viewport, width + 20));
  const spacing = width / Math.max(1, last - first);
  if (spacing < MARKER_SPACING_PX) {
    drawTicks(context, scene, first, last);
    return;
  }
  for (let beat = first; beat < last; beat++) {
    const x = pixelAt(viewport, track.seconds[beat] as number);
    drawMark(context, scene, beat, x, spacing >= LETTER_SPACING_PX);
  }
}

function drawMark(
  context: CanvasRenderingContext2D,
  { palette, font, track, isPoor }: StripScene,
  beat: number,
  x: number,
  withLetter: boolean,
): void {
  const y = MARKS_PX / 2 + 1;
  const beatClass = track.beats[beat]?.beatClass as BeatClass;
  context.fillStyle = classColour(palette, beatClass);
  context.strokeStyle = palette['ecg-paper'];
  context.lineWidth = 3;
  traceMarker(context, CLASS_STYLES[beatClass].marker, withLetter ? x - 6 : x, y, 4.2);
  context.stroke();
  context.fill();
  if (isPoor(beat)) hollow(context, palette);
  if (!withLetter) return;
  context.font = `700 13px ${font}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillStyle = palette[`class-${keyOf(beatClass)}-text`];
  context.lineJoin = 'round';
  context.strokeText(beatClass, x + 1, y + 1);
  context.fillText(beatClass, x + 1, y + 1);
}

/** Of the marker that was just drawn only the outline stays. */
function hollow(context: CanvasRenderingContext2D, palette: StripPalette): void {
  context.strokeStyle = context.fillStyle;
  context.lineWidth = 1.2;
  context.fillStyle = palette['ecg-paper'];
  context.fill();
  context.stroke();
  context.strokeStyle = palette['ecg-paper'];
  context.lineWidth = 3;
}

/** Classes from the most to the least common, so that the rare beats are drawn over the many. */
const DRAWING_ORDER: readonly BeatClass[] = BEAT_CLASSES;

/** One bar a class and pixel, longer for the rarer classes: a day at a glance, whatever the number of its beats. */
function drawTicks(context: CanvasRenderingContext2D, scene: StripScene, first: number, last: number): void {
  const { viewport, track, palette, width } = scene;
  const columns = columnsByClass(track, first, last, width, (seconds) => pixelAt(viewport, seconds));
  for (const beatClass of DRAWING_ORDER) {
    const common = beatClass === 'N';
    context.beginPath();
    for (const x of columns[beatClass]) {
      context.moveTo(x + 0.5, common ? 12 : 3);
      context.lineTo(x + 0.5, MARKS_PX - 3);
    }
    context.lineWidth = common ? 1 : 2;
    context.strokeStyle = classColour(palette, beatClass);
    context.stroke();
  }
}

/** The pixel columns, each once, that have a beat of each class among beats `first` to `last`. */
export function columnsByClass(
  { beats, seconds }: BeatTrack,
  first: number,
  last: number,
  width: number,
  pixelOf: (seconds: number) => number,
): Record<BeatClass, readonly number[]> {
  const columns: Record<BeatClass, number[]> = { N: [], S: [], V: [], F: [], Q: [] };
  for (let beat = first; beat < last; beat++) {
    const ofClass = columns[(beats[beat] as Beat).beatClass];
    const x = Math.round(pixelOf(seconds[beat] as number));
    // Beats are in time order, so that one of the same column comes right after.
    if (x >= 0 && x <= width && ofClass[ofClass.length - 1] !== x) ofClass.push(x);
  }
  return columns;
}

/** Makes a marker around (x, y) the current path; `radius` is half its height. */
export function traceMarker(
  context: CanvasRenderingContext2D,
  marker: ClassMarker,
  x: number,
  y: number,
  radius: number,
): void {
  context.beginPath();
  if (marker === 'circle') {
    context.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  for (const [right, down] of CORNERS[marker]) context.lineTo(x + right * radius, y + down * radius);
  context.closePath();
}

const THIRD = 1 / 3;
/** Corners in units of the radius. */
const CORNERS: Readonly<Record<Exclude<ClassMarker, 'circle'>, readonly (readonly [number, number])[]>> = {
  'triangle-up': [
    [0, -1.1],
    [1.15, 0.9],
    [-1.15, 0.9],
  ],
  'triangle-down': [
    [0, 1.1],
    [1.15, -0.9],
    [-1.15, -0.9],
  ],
  diamond: [
    [0, -1.3],
    [1.1, 0],
    [0, 1.3],
    [-1.1, 0],
  ],
  cross: [
    [-THIRD, -1],
    [THIRD, -1],
    [THIRD, -THIRD],
    [1, -THIRD],
    [1, THIRD],
    [THIRD, THIRD],
    [THIRD, 1],
    [-THIRD, 1],
    [-THIRD, THIRD],
    [-1, THIRD],
    [-1, -THIRD],
    [-THIRD, -THIRD],
  ],
};

/** The box around what the representations see of the selected beat; a line at its R peak before that is known. */
export function drawSelection(context: CanvasRenderingContext2D, scene: StripScene): void {
  const { selected, track, viewport, windowSeconds, palette, height } = scene;
  const peak = selected === null ? undefined : track.seconds[selected];
  if (peak === undefined) return;
  const [before, after] = windowSeconds ?? [0, 0];
  const left = Math.round(pixelAt(viewport, peak + before)) + 0.5;
  const wide = Math.max(1, Math.round(pixelAt(viewport, peak + after) - left));
  context.fillStyle = palette.shade;
  context.fillRect(left, 1, wide, height - 2);
  context.lineWidth = 1.5;
  context.strokeStyle = palette.ink;
  context.strokeRect(left, 1, wide, height - 2);
}
