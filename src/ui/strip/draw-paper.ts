/** The paper: grid, calibration marks, clock. x is 0 at the left edge of the signal. */

import { clockStep, clockTicks } from '../drawing/ticks';
import { clock } from '../wording/numbers';
import { gridLines, timeGrid, voltageGrid } from './paper';
import { type Cell, CLOCK_PX, GUTTER_PX, pixelsPerMillivolt, type StripScene, unitOf } from './scene';
import { pixelAt, secondsAt } from './viewport';

export function drawGrid(context: CanvasRenderingContext2D, scene: StripScene): void {
  const { viewport, width, height, palette, durationSeconds, cells, gain, pixelsPerMm } = scene;
  const end = Math.min(width, pixelAt(viewport, durationSeconds));
  context.fillStyle = palette['ecg-paper'];
  context.fillRect(-GUTTER_PX, 0, GUTTER_PX + end, height);
  const vertical = gridLines(
    secondsAt(viewport, -GUTTER_PX),
    secondsAt(viewport, end),
    timeGrid(viewport.pixelsPerSecond, pixelsPerMm),
  );
  const zeroY = cells[0]?.zeroY ?? height / 2;
  const perMillivolt = pixelsPerMillivolt(scene);
  const horizontal = gridLines((zeroY - height) / perMillivolt, zeroY / perMillivolt, voltageGrid(gain, pixelsPerMm));
  // Filled, not stroked: an upright line of one pixel needs no smoothing, and a path of four hundred of them takes a browser
  // that paints in software longer than everything else on the paper.
  for (const bold of [false, true]) {
    context.fillStyle = bold ? palette['ecg-bold'] : palette['ecg-fine'];
    for (const line of vertical) {
      if (line.bold === bold) context.fillRect(Math.round(pixelAt(viewport, line.at)), 0, 1, height);
    }
    for (const line of horizontal) {
      if (line.bold === bold)
        context.fillRect(-GUTTER_PX, Math.round(zeroY - line.at * perMillivolt), GUTTER_PX + end, 1);
    }
  }
}

const CORNER_PX = 6;

/** Rounds the sheet off, in the colour of the card that it lies on. */
export function drawCorners(context: CanvasRenderingContext2D, { width, height, palette }: StripScene): void {
  context.fillStyle = palette.card;
  for (const x of [-GUTTER_PX, width]) {
    for (const y of [0, height]) {
      const inwards = x < 0 ? CORNER_PX : -CORNER_PX;
      const along = y === 0 ? CORNER_PX : -CORNER_PX;
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(x + inwards, y);
      context.arcTo(x, y, x, y + along, CORNER_PX);
      context.closePath();
      context.fill();
    }
  }
}

/** Text with the colour of the paper around it, so that lines below it do not cross it out. */
export function paperText(
  context: CanvasRenderingContext2D,
  { palette }: StripScene,
  text: string,
  x: number,
  y: number,
): void {
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = palette['ecg-paper'];
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
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
  context.fillStyle = palette['ink-soft'];
  for (const seconds of clockTicks(viewport.startSeconds, last, step)) {
    const x = pixelAt(viewport, seconds);
    if (x < 22 || x > width - roomOnTheRight - 26) continue;
    paperText(context, scene, clock(seconds, step < 1 ? 1 : 0), x, height - 2);
    context.fillRect(Math.round(x), height - CLOCK_PX - 3, 1, 4);
  }
}

const BOX_SIZE_FROM_WIDTH_PX = 600;

/** What one small box of the paper stands for at this zoom, in the corner. Returns the pixels that it takes. */
function drawBoxSize(context: CanvasRenderingContext2D, scene: StripScene): number {
  const { viewport, width, height, palette, cells, gain, font, pixelsPerMm } = scene;
  const time = timeGrid(viewport.pixelsPerSecond, pixelsPerMm).fine;
  const length = time < 1 ? `${Math.round(time * 1000)} ms` : clock(time);
  const text = `box ${length} × ${voltageGrid(gain, pixelsPerMm).fine} ${unitOf(cells)}`;
  context.font = `12px ${font}`;
  context.textAlign = 'right';
  context.textBaseline = 'bottom';
  context.fillStyle = palette['ink-soft'];
  paperText(context, scene, text, width - 6, height - 2);
  return context.measureText(text).width + 12;
}

/** The pulse that a recorder draws before each row of signals: 1 mV high and 200 ms long at the present gain and speed. */
export function drawCalibration(context: CanvasRenderingContext2D, scene: StripScene): void {
  const { height, palette, cells, font } = scene;
  context.beginPath();
  for (const cell of cells) if (cell.place.column === 0) tracePulse(context, scene, cell);
  context.lineWidth = 1.5;
  context.strokeStyle = palette['ecg-ink'];
  context.stroke();
  context.font = `12px ${font}`;
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  context.fillStyle = palette['ink-soft'];
  paperText(context, scene, `1 ${unitOf(cells)}`, -GUTTER_PX / 2, height - 2);
}

/** A pulse that is longer than its piece of paper is cut off, not shortened: only its rise is drawn. */
function tracePulse(context: CanvasRenderingContext2D, scene: StripScene, { top, height }: Cell): void {
  const length = 0.2 * scene.viewport.pixelsPerSecond;
  const tall = pixelsPerMillivolt(scene);
  const foot = Math.min(top + height - 2, top + height / 2 + tall / 2);
  const whole = length <= GUTTER_PX - 4;
  const left = whole ? -GUTTER_PX + (GUTTER_PX - length) / 2 : -GUTTER_PX + 8;
  context.moveTo(Math.min(left, -GUTTER_PX + 4), foot);
  context.lineTo(left, foot);
  context.lineTo(left, foot - tall);
  context.lineTo(whole ? left + length : -1, foot - tall);
  if (!whole) return;
  context.lineTo(left + length, foot);
  context.lineTo(Math.max(left + length, -4), foot);
}
