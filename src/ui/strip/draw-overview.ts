/** The whole recording in one band: envelope of the lead, and every beat that is not normal. */

import { BEAT_CLASSES } from '../../domain/beat-class';
import type { BeatTrack } from './beat-track';
import { type ColumnSource, emptyColumns, readColumns } from './columns';
import { classColour, columnsByClass } from './draw-beats';
import { fitCanvas } from './draw-strip';
import type { LeadScale } from './lead-scale';
import type { StripPalette } from './scene';

export interface OverviewScene {
  readonly width: number;
  readonly height: number;
  readonly devicePixelRatio: number;
  readonly source: ColumnSource;
  readonly samplingRateHz: number;
  readonly scale: LeadScale;
  readonly track: BeatTrack;
  readonly durationSeconds: number;
  readonly palette: StripPalette;
}

export function drawOverview(canvas: HTMLCanvasElement, scene: OverviewScene): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { width, height, devicePixelRatio, palette } = scene;
  fitCanvas(canvas, width, height, devicePixelRatio);
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, width, height);
  drawEnvelope(context, scene);
  const { track, durationSeconds } = scene;
  const columns = columnsByClass(track, 0, track.beats.length, width, (seconds) => (seconds / durationSeconds) * width);
  for (const beatClass of BEAT_CLASSES) {
    if (beatClass === 'N') continue;
    context.beginPath();
    for (const x of columns[beatClass]) {
      context.moveTo(x + 0.5, 0);
      context.lineTo(x + 0.5, 7);
    }
    context.lineWidth = 1.5;
    context.strokeStyle = classColour(palette, beatClass);
    context.stroke();
  }
}

function drawEnvelope(context: CanvasRenderingContext2D, scene: OverviewScene): void {
  const { width, height, source, samplingRateHz, durationSeconds, scale, palette } = scene;
  const count = Math.max(1, Math.round(width));
  const columns = emptyColumns(count);
  readColumns(source, 0, (durationSeconds * samplingRateHz) / count, columns);
  const perUnit = (height - 6) / Math.max(scale.span, 1e-9);
  const yOf = (digital: number): number =>
    (height + 4) / 2 - ((digital - scale.baseline) * scale.step - scale.middle) * perUnit;
  context.beginPath();
  for (let column = 0; column < count; column++) {
    const low = columns.low[column] as number;
    if (Number.isNaN(low)) continue;
    context.moveTo(column + 0.5, yOf(low) + 0.5);
    context.lineTo(column + 0.5, yOf(columns.high[column] as number) - 0.5);
  }
  context.globalAlpha = 0.55;
  context.lineWidth = 1;
  context.strokeStyle = palette['ink-soft'];
  context.stroke();
  context.globalAlpha = 1;
}
