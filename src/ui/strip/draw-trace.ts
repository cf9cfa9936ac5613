/** The signal itself, and the stretches that have none. */

import { yOf } from './draw-paper';
import { type Columns, readColumns } from './pyramid';
import type { StripScene } from './scene';
import { pixelAt } from './viewport';

/** Below this many samples a device pixel every sample is a corner of the line; above, a pixel is a low and a high. */
const LINE_UNTIL_SAMPLES = 1.5;

const BAND_BELOW_PIXELS_PER_SECOND = 5;

/** Columns of one device pixel that keep to the same samples while the paper moves, so that a band does not shimmer. */
interface Raster {
  readonly columns: Columns;
  readonly samplesPerColumn: number;
  /** x of the middle of column 0 and the distance to the next, CSS pixels. */
  readonly firstX: number;
  readonly stepX: number;
}

function rasterOf(scene: StripScene): Raster {
  const { viewport, width, devicePixelRatio, samplingRateHz, pyramid } = scene;
  const samplesPerColumn = samplingRateHz / (viewport.pixelsPerSecond * devicePixelRatio);
  const firstColumn = Math.floor((viewport.startSeconds * samplingRateHz) / samplesPerColumn);
  const count = Math.ceil(width * devicePixelRatio) + 1;
  const columns = { low: new Float32Array(count), high: new Float32Array(count) };
  readColumns(pyramid, firstColumn * samplesPerColumn, samplesPerColumn, columns);
  const firstX = pixelAt(viewport, ((firstColumn + 0.5) * samplesPerColumn) / samplingRateHz);
  return { columns, samplesPerColumn, firstX, stepX: 1 / devicePixelRatio };
}

export function drawSignal(context: CanvasRenderingContext2D, scene: StripScene): void {
  const raster = rasterOf(scene);
  drawGaps(context, scene, raster);
  context.beginPath();
  if (raster.samplesPerColumn < LINE_UNTIL_SAMPLES) traceSamples(context, scene);
  else traceColumns(context, scene, raster);
  context.lineWidth = 1.5;
  context.lineJoin = 'round';
  context.strokeStyle = scene.palette['ecg-ink'];
  // Many beats in a pixel make a band: paler, so that the paper and what sticks out of it are seen.
  context.globalAlpha = scene.viewport.pixelsPerSecond < BAND_BELOW_PIXELS_PER_SECOND ? 0.6 : 1;
  context.stroke();
  context.globalAlpha = 1;
}

function traceSamples(context: CanvasRenderingContext2D, scene: StripScene): void {
  const { viewport, width, samplingRateHz, pyramid, scale } = scene;
  const { samples, missing } = pyramid;
  const from = Math.max(0, Math.floor(viewport.startSeconds * samplingRateHz) - 1);
  const seconds = width / viewport.pixelsPerSecond;
  const to = Math.min(samples.length, Math.ceil((viewport.startSeconds + seconds) * samplingRateHz) + 2);
  let penDown = false;
  for (let sample = from; sample < to; sample++) {
    const value = samples[sample] as number;
    if (value === missing || Number.isNaN(value)) {
      penDown = false;
      continue;
    }
    const x = pixelAt(viewport, sample / samplingRateHz);
    const y = yOf(scene, (value - scale.baseline) * scale.step);
    if (penDown) context.lineTo(x, y);
    else context.moveTo(x, y);
    penDown = true;
  }
}

function traceColumns(context: CanvasRenderingContext2D, scene: StripScene, raster: Raster): void {
  const { columns, firstX, stepX } = raster;
  const { baseline, step } = scene.scale;
  let lastY = Number.NaN;
  for (let column = 0; column < columns.low.length; column++) {
    const low = columns.low[column] as number;
    if (Number.isNaN(low)) {
      lastY = Number.NaN;
      continue;
    }
    const x = firstX + column * stepX;
    const bottom = yOf(scene, (low - baseline) * step);
    const top = yOf(scene, ((columns.high[column] as number) - baseline) * step);
    const [near, far] = Math.abs(bottom - lastY) < Math.abs(top - lastY) ? [bottom, top] : [top, bottom];
    if (Number.isNaN(lastY)) context.moveTo(x, near);
    else context.lineTo(x, near);
    context.lineTo(x, far);
    lastY = far;
  }
}

const LABELLED_GAP_PX = 76;

function drawGaps(context: CanvasRenderingContext2D, scene: StripScene, { columns, firstX, stepX }: Raster): void {
  const { palette, height, viewport, durationSeconds, font, width } = scene;
  const end = Math.min(width, pixelAt(viewport, durationSeconds));
  const count = columns.low.length;
  for (let column = 0; column < count; column++) {
    if (!Number.isNaN(columns.low[column] as number)) continue;
    const first = column;
    while (column + 1 < count && Number.isNaN(columns.low[column + 1] as number)) column += 1;
    const left = Math.max(0, firstX + (first - 0.5) * stepX);
    const right = Math.min(end, firstX + (column + 0.5) * stepX);
    if (right - left < 1) continue;
    context.fillStyle = palette.shade;
    context.fillRect(left, 0, right - left, height);
    if (right - left < LABELLED_GAP_PX) continue;
    context.font = `12px ${font}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillStyle = palette['ink-soft'];
    context.fillText('no samples', (left + right) / 2, height / 2);
  }
}
