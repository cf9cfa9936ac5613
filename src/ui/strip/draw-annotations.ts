/** What lies over the paper besides beats: rhythms as a band, notes, the chosen time, pointed-at samples and calipers. */

import { paperText } from './draw-paper';
import { valueAt } from './lead-scale';
import { type Cell, CLOCK_PX, MARKS_PX, pixelsPerMillivolt, type StripScene } from './scene';
import { pixelAt, secondsAt } from './viewport';

const RHYTHM_PX = 15;
/** The rhythm of a healthy heart, which needs no band of its own. */
const NORMAL_RHYTHM = 'N';

export function drawRhythms(context: CanvasRenderingContext2D, scene: StripScene): void {
  const { annotations, viewport, width, height, palette, font } = scene;
  const top = height - CLOCK_PX - RHYTHM_PX;
  context.font = `600 12px ${font}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  let free = Number.NEGATIVE_INFINITY;
  for (const { name, fromSeconds, toSeconds } of annotations.rhythms) {
    const from = pixelAt(viewport, fromSeconds);
    const to = Math.min(width, pixelAt(viewport, Math.min(toSeconds, scene.durationSeconds)));
    if (to <= 0) continue;
    if (from >= width) break;
    const left = Math.max(0, from);
    if (name !== NORMAL_RHYTHM) {
      context.fillStyle = palette.shade;
      context.fillRect(left, top, Math.max(1, to - left), RHYTHM_PX);
    }
    context.fillStyle = palette.ink;
    if (from >= 0) context.fillRect(Math.round(from), top, 1.5, RHYTHM_PX);
    const label = left + 5;
    const wide = context.measureText(name).width;
    // A label that does not fit into its own rhythm would name the next.
    if (label < free || label + wide > to) continue;
    paperText(context, scene, name, label, top + RHYTHM_PX / 2 + 1);
    free = label + wide + 8;
  }
}

const NOTE_SPACING_PX = 4;

export function drawNotes(context: CanvasRenderingContext2D, scene: StripScene): void {
  const { annotations, viewport, width, palette, font } = scene;
  context.font = `12px ${font}`;
  context.textAlign = 'left';
  context.textBaseline = 'top';
  context.fillStyle = palette['ink-soft'];
  let free = Number.NEGATIVE_INFINITY;
  for (const { seconds, label } of annotations.notes) {
    const x = pixelAt(viewport, seconds);
    if (x < -200) continue;
    if (x > width) break;
    context.fillRect(Math.round(x), MARKS_PX - 4, 1, 10);
    if (x < free) continue;
    paperText(context, scene, label, x + 4, MARKS_PX);
    free = x + context.measureText(label).width + NOTE_SPACING_PX + 4;
  }
}

/** The chosen time as a frame, and the samples behind a pixel as a bar across the leads. */
export function drawSpans(context: CanvasRenderingContext2D, scene: StripScene): void {
  const { chosen, pointedAt, viewport, height, palette } = scene;
  if (chosen) {
    const left = pixelAt(viewport, chosen.fromSeconds);
    const wide = Math.max(1, pixelAt(viewport, chosen.toSeconds) - left);
    context.fillStyle = palette.shade;
    context.fillRect(left, 0, wide, height);
    context.fillStyle = palette.focus;
    context.fillRect(left, height - 3, wide, 3);
    context.fillRect(left, 0, wide, 3);
  }
  if (!pointedAt) return;
  const { fromSeconds, toSeconds, hopSeconds } = pointedAt;
  const middle = (fromSeconds + toSeconds) / 2;
  const bar = (from: number, to: number): void => {
    const left = pixelAt(viewport, from);
    context.fillRect(left, 0, Math.max(1, pixelAt(viewport, to) - left), height);
  };
  // The window, which fades towards its ends, and in it the hop.
  context.fillStyle = palette.focus;
  context.globalAlpha = 0.22;
  bar(fromSeconds, toSeconds);
  context.globalAlpha = 0.5;
  bar(middle - hopSeconds / 2, middle + hopSeconds / 2);
  context.globalAlpha = 1;
}

const GRIP_PX = 5;

export function drawCalipers(context: CanvasRenderingContext2D, scene: StripScene): void {
  const { calipers, viewport, height, palette, cells } = scene;
  if (!calipers) return;
  context.strokeStyle = palette.focus;
  context.fillStyle = palette.focus;
  calipers.lines.forEach((seconds, line) => {
    const x = Math.round(pixelAt(viewport, seconds)) + 0.5;
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, height);
    context.lineWidth = line === calipers.active ? 2 : 1;
    context.stroke();
    context.beginPath();
    context.arc(x, height - CLOCK_PX - GRIP_PX, GRIP_PX, 0, 2 * Math.PI);
    context.fill();
    for (const cell of cells) drawTouch(context, scene, cell, x, seconds);
  });
}

/** A ring where the line meets the lead. */
function drawTouch(
  context: CanvasRenderingContext2D,
  scene: StripScene,
  { trace, zeroY, left, width }: Cell,
  x: number,
  seconds: number,
): void {
  if (!trace || x < left || x > left + width) return;
  const value = valueAt(trace.lead, trace.scale, seconds);
  if (Number.isNaN(value)) return;
  context.beginPath();
  context.arc(x, zeroY - value * pixelsPerMillivolt(scene), 3.5, 0, 2 * Math.PI);
  context.lineWidth = 1.5;
  context.stroke();
}

/** The line of the calipers that a finger at `x` takes hold of; null where none is near. */
export function lineAt(scene: Pick<StripScene, 'viewport' | 'calipers'>, x: number, reachPx: number): 0 | 1 | null {
  const { calipers, viewport } = scene;
  if (!calipers) return null;
  const distance = (line: 0 | 1): number => Math.abs(pixelAt(viewport, calipers.lines[line]) - x);
  const nearest = distance(0) < distance(1) ? 0 : 1;
  return distance(nearest) <= reachPx && secondsAt(viewport, x) >= 0 ? nearest : null;
}
