import { drawCalipers, drawNotes, drawRhythms, drawSpans } from './draw-annotations';
import { drawBeats, drawSelection } from './draw-beats';
import { drawCalibration, drawClock, drawCorners, drawGrid } from './draw-paper';
import { drawCell } from './draw-trace';
import { GUTTER_PX, type StripScene } from './scene';

/** Draws the whole strip; about 2 ms for half an hour of a lead on a screen of 1,400 pixels. */
export function drawStrip(canvas: HTMLCanvasElement, scene: StripScene): void {
  // Every pixel is painted, so that nothing has to be blended with what lies behind.
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) return;
  const { width, height, devicePixelRatio, palette } = scene;
  fitCanvas(canvas, GUTTER_PX + width, height, devicePixelRatio);
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, GUTTER_PX * devicePixelRatio, 0);
  context.fillStyle = palette.card;
  context.fillRect(-GUTTER_PX, 0, GUTTER_PX + width, height);
  drawGrid(context, scene);
  drawCalibration(context, scene);
  context.save();
  context.beginPath();
  context.rect(0, 0, width, height);
  context.clip();
  drawSpans(context, scene);
  drawSelection(context, scene);
  for (const cell of scene.cells) drawCell(context, scene, cell);
  drawRhythms(context, scene);
  drawNotes(context, scene);
  drawBeats(context, scene);
  drawClock(context, scene);
  drawCalipers(context, scene);
  context.restore();
  drawCorners(context, scene);
}

/** Sets the bitmap's size only where it changed, because that alone clears and reallocates it. */
export function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number, devicePixelRatio: number): void {
  const columns = Math.round(width * devicePixelRatio);
  const rows = Math.round(height * devicePixelRatio);
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== rows) canvas.height = rows;
}
