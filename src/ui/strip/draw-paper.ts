/** The paper: grid, calibration mark, clock. x is 0 at the left edge of the signal. */

import { clockStep, clockTicks } from '../drawing/ticks';
import { clock } from '../wording/numbers';
import { gridLines, PIXELS_PER_MM, timeGrid, voltageGrid } from './paper';
import { CLOCK_PX, GUTTER_PX, MARKS_PX, type StripScene } from './scene';
import { pixelAt, secondsAt } from './viewport';

export function pixelsPerMillivolt({ gainMmPerMillivolt }: StripScene): number {
  return gainMmPerMillivolt * PIXELS_PER_MM;
}

/** The lead's middle lies in the middle of the paper between the marks and the clock. */
export function yOf(scene: StripScene, millivolts: number): number {
  const middle = (MARKS_PX + scene.height - CLOCK_PX) / 2;
  return middle - (millivolts - scene.scale.middle) * pixelsPerMillivolt(scene);
}

function millivoltsAt(scene: StripScene, y: number): number {
  const middle = (MARKS_PX + scene.height - CLOCK_PX) / 2;
  return scene.scale.middle + (middle - y) / pixelsPerMillivolt(scene);
}

/** Half a pixel in, so that a line of one pixel is one pixel and not two pale ones. */
const crisp = (position: number): number => Math.round(position) + 0.5;

export function drawGrid(context: CanvasRenderingContext2D, scene: StripScene): void {
  const { viewport, width, height, palette, durationSeconds } = scene;
  const end = Math.min(width, pixelAt(viewport, durationSeconds));
  context.fillStyle = palette['ecg-paper'];
  context.fillRect(-GUTTER_PX, 0, GUTTER_PX + end, height);
  const vertical = gridLines(
    secondsAt(viewport, -GUTTER_PX),
    secondsAt(viewport, end),
    timeGrid(viewport.pixelsPerSecond),
  );
  const horizontal = gridLines(
    millivoltsAt(scene, height),
    millivoltsAt(scene, 0),
    voltageGrid(pixelsPerMillivolt(scene)),
  );
  for (const bold of [false, true]) {
    context.beginPath();
    for (const line of vertical) {
      if (line.bold !== bold) continue;
      const x = crisp(pixelAt(viewport, line.at));
      context.moveTo(x, 0);
      context.lineTo(x, height);
    }
    for (const line of horizontal) {
      if (line.bold !== bold) continue;
      const y = crisp(yOf(scene, line.at));
      context.moveTo(-GUTTER_PX, y);
      context.lineTo(end, y);
    }
    context.lineWidth = 1;
    context.strokeStyle = bold ? palette['ecg-bold'] : palette['ecg-fine'];
    context.stroke();
  }
}

const CLOCK_LABEL_SPACING_PX = 84;

export function drawClock(context: CanvasRenderingContext2D, scene: StripScene): void {
  const { viewport, width, height, palette, durationSeconds, font } = scene;
  const step = clockStep(viewport.pixelsPerSecond, CLOCK_LABEL_SPACING_PX);
  const roomOnTheRight = width >= BOX_SIZE_FROM_WIDTH_PX ? drawBoxSize(context, scene) : 0;
  const last = Math.min(durationSeconds, secondsAt(viewport, width));
  context.font = `12px ${font}`;
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = palette['ecg-paper'];
  context.fillStyle = palette['ink-soft'];
  for (const seconds of clockTicks(viewport.startSeconds, last, step)) {
    const x = pixelAt(viewport, seconds);
    if (x < 22 || x > width - roomOnTheRight - 26) continue;
    const label = clock(seconds, step < 1 ? 1 : 0);
    context.strokeText(label, x, height - 2);
    context.fillText(label, x, height - 2);
    context.fillRect(Math.round(x), height - CLOCK_PX - 3, 1, 4);
  }
}

const BOX_SIZE_FROM_WIDTH_PX = 600;

/** What one small box of the paper stands for at this zoom, in the corner. Returns the pixels that it takes. */
function drawBoxSize(context: CanvasRenderingContext2D, scene: StripScene): number {
  const { viewport, width, height, palette, scale, font } = scene;
  const time = timeGrid(viewport.pixelsPerSecond).fine;
  const length = time < 1 ? `${Math.round(time * 1000)} ms` : clock(time);
  const text = `box ${length} × ${voltageGrid(pixelsPerMillivolt(scene)).fine} ${scale.unit}`;
  context.font = `12px ${font}`;
  context.textAlign = 'right';
  context.textBaseline = 'bottom';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = palette['ecg-paper'];
  context.fillStyle = palette['ink-soft'];
  context.strokeText(text, width - 6, height - 2);
  context.fillText(text, width - 6, height - 2);
  return context.measureText(text).width + 12;
}

/** The pulse that a recorder draws before the signal: 1 mV high and 200 ms long at the present gain and speed. */
export function drawCalibration(context: CanvasRenderingContext2D, scene: StripScene): void {
  const { viewport, height, palette, scale, font } = scene;
  const length = Math.min(0.2 * viewport.pixelsPerSecond, GUTTER_PX - 18);
  const tall = pixelsPerMillivolt(scene);
  const foot = Math.min(height - CLOCK_PX - 4, (MARKS_PX + height - CLOCK_PX) / 2 + tall / 2);
  const left = -GUTTER_PX + (GUTTER_PX - length) / 2;
  context.beginPath();
  context.moveTo(-GUTTER_PX + 4, foot);
  context.lineTo(left, foot);
  context.lineTo(left, foot - tall);
  context.lineTo(left + length, foot - tall);
  context.lineTo(left + length, foot);
  context.lineTo(-4, foot);
  context.lineWidth = 1.5;
  context.strokeStyle = palette['ecg-ink'];
  context.stroke();
  context.font = `12px ${font}`;
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  context.lineWidth = 4;
  context.strokeStyle = palette['ecg-paper'];
  context.fillStyle = palette['ink-soft'];
  const label = `1 ${scale.unit}`;
  context.strokeText(label, -GUTTER_PX / 2, height - 2);
  context.fillText(label, -GUTTER_PX / 2, height - 2);
}
