/** The signals themselves, the stretches that have none, and the leads that are not there. */

import { type Columns, emptyColumns, readColumns } from './columns';
import { paperText } from './draw-paper';
import { type Cell, type FilteredStretch, pixelsPerMillivolt, type StripScene, type Trace } from './scene';
import { pixelAt, secondsAt } from './viewport';

/** Below this many samples a device pixel every sample is a corner of the line; above, a pixel is a low and a high. */
const LINE_UNTIL_SAMPLES = 1.5;

const BAND_BELOW_PIXELS_PER_SECOND = 5;
/** Where a QRS complex is a pixel or two wide, bars look as a line does and are painted many times faster. */
const BARS_BELOW_PIXELS_PER_SECOND = 12;
const THINNEST_BAR_PX = 1.5;

/** Columns of one device pixel that keep to the same samples while the paper moves, so that a band does not shimmer. */
interface Raster {
  readonly columns: Columns;
  readonly samplesPerColumn: number;
  /** x of the middle of column 0 and the distance to the next, CSS pixels. */
  readonly firstX: number;
  readonly stepX: number;
}

function rasterOf({ viewport, devicePixelRatio }: StripScene, cell: Cell, { lead, pyramid }: Trace): Raster {
  const { samplingRateHz, digital, missing } = lead;
  const samplesPerColumn = samplingRateHz / (viewport.pixelsPerSecond * devicePixelRatio);
  const firstColumn = Math.floor((secondsAt(viewport, cell.left) * samplingRateHz) / samplesPerColumn);
  const columns = emptyColumns(Math.ceil(cell.width * devicePixelRatio) + 1);
  readColumns({ digital, missing, pyramid }, firstColumn * samplesPerColumn, samplesPerColumn, columns);
  const firstX = pixelAt(viewport, ((firstColumn + 0.5) * samplesPerColumn) / samplingRateHz);
  return { columns, samplesPerColumn, firstX, stepX: 1 / devicePixelRatio };
}

export function drawCell(context: CanvasRenderingContext2D, scene: StripScene, cell: Cell): void {
  const alone = scene.cells.length === 1;
  context.save();
  if (!alone) {
    // A lead that is higher than its row goes on into the next one, as on paper; sideways it ends where the next begins.
    context.beginPath();
    context.rect(cell.left, 0, cell.width, scene.height);
    context.clip();
  }
  if (cell.trace) drawSignal(context, scene, cell, cell.trace);
  context.restore();
  if (!alone || cell.trace?.lead.checksum === 'bad') drawName(context, scene, cell);
}

function drawSignal(context: CanvasRenderingContext2D, scene: StripScene, cell: Cell, trace: Trace): void {
  const { palette, viewport } = scene;
  const raster = rasterOf(scene, cell, trace);
  drawGaps(context, scene, cell, raster);
  if (viewport.pixelsPerSecond < BARS_BELOW_PIXELS_PER_SECOND) {
    drawBars(context, scene, cell, trace, raster);
    return;
  }
  const ink = trace.filtered ? palette['ink-soft'] : palette['ecg-ink'];
  context.lineWidth = lineWidthOf(scene);
  context.lineJoin = 'round';
  context.strokeStyle = ink;
  context.fillStyle = ink;
  // The raw signal steps back behind the filtered: paler, so that both are seen.
  context.globalAlpha = trace.filtered ? 0.6 : 1;
  if (raster.samplesPerColumn < LINE_UNTIL_SAMPLES) strokeSamples(context, scene, cell, trace);
  else fillRibbons(context, scene, cell, trace, raster);
  context.globalAlpha = 1;
  if (trace.filtered) drawFiltered(context, scene, cell, trace.filtered);
}

function lineWidthOf({ cells }: StripScene): number {
  return cells.length > 4 ? 1.2 : 1.5;
}

function drawFiltered(
  context: CanvasRenderingContext2D,
  scene: StripScene,
  cell: Cell,
  { millivolts, samplingRateHz, fromSeconds }: FilteredStretch,
): void {
  const { viewport, palette } = scene;
  const perMillivolt = pixelsPerMillivolt(scene);
  const sampleAt = (x: number): number => (secondsAt(viewport, x) - fromSeconds) * samplingRateHz;
  const first = Math.max(0, Math.floor(sampleAt(cell.left)));
  const last = Math.min(millivolts.length - 1, Math.ceil(sampleAt(cell.left + cell.width)));
  context.strokeStyle = palette['ecg-ink'];
  strokePoints(context, first, last, (sample, pen) => {
    const x = pixelAt(viewport, fromSeconds + sample / samplingRateHz);
    pen.to(x, cell.zeroY - (millivolts[sample] as number) * perMillivolt);
  });
}

function strokeSamples(context: CanvasRenderingContext2D, scene: StripScene, cell: Cell, { lead, scale }: Trace): void {
  const { viewport } = scene;
  const { digital, missing, samplingRateHz } = lead;
  const perStep = scale.step * pixelsPerMillivolt(scene);
  const from = Math.max(0, Math.floor(secondsAt(viewport, cell.left) * samplingRateHz) - 1);
  const to = Math.min(digital.length, Math.ceil(secondsAt(viewport, cell.left + cell.width) * samplingRateHz) + 2);
  strokePoints(context, from, to - 1, (sample, pen) => {
    const value = digital[sample] as number;
    if (value === missing || Number.isNaN(value)) pen.lift();
    else pen.to(pixelAt(viewport, sample / samplingRateHz), cell.zeroY - (value - scale.baseline) * perStep);
  });
}

interface Pen {
  to(x: number, y: number): void;
  lift(): void;
}

/** A browser that paints in software takes many times longer for one line of thousands of corners than for short ones. */
const CORNERS_A_STROKE = 64;

/** Strokes one line through what `visit` gives for the numbers `first` to `last`, a short piece at a time. */
function strokePoints(
  context: CanvasRenderingContext2D,
  first: number,
  last: number,
  visit: (number: number, pen: Pen) => void,
): void {
  let corners = 0;
  const pen: Pen = {
    to: (x, y) => {
      if (corners === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
      corners += 1;
      if (corners < CORNERS_A_STROKE) return;
      context.stroke();
      context.beginPath();
      context.moveTo(x, y);
      corners = 1;
    },
    lift: () => {
      corners = 0;
    },
  };
  context.beginPath();
  for (let number = first; number <= last; number++) visit(number, pen);
  context.stroke();
}

/**
 * The line as the area that a pen covers: from half a line above each column's highest sample to half a line below its
 * lowest. It looks like the line that is stroked through them and is painted ten times faster.
 */
function fillRibbons(
  context: CanvasRenderingContext2D,
  scene: StripScene,
  { zeroY }: Cell,
  { scale }: Trace,
  { columns, firstX, stepX }: Raster,
): void {
  const perStep = scale.step * pixelsPerMillivolt(scene);
  const half = lineWidthOf(scene) / 2;
  const count = columns.low.length;
  const yOf = (digital: number): number => zeroY - (digital - scale.baseline) * perStep;
  const tops = new Float64Array(count);
  const bottoms = new Float64Array(count);
  for (let column = 0; column < count; column++) {
    const one = yOf(columns.low[column] as number);
    const other = yOf(columns.high[column] as number);
    tops[column] = Math.min(one, other) - half;
    bottoms[column] = Math.max(one, other) + half;
  }
  for (let from = 0; from < count; from++) {
    if (Number.isNaN(tops[from] as number)) continue;
    let to = from;
    while (to + 1 < count && !Number.isNaN(tops[to + 1] as number)) to += 1;
    fillRibbon(context, tops, bottoms, from, to, firstX, stepX);
    from = to;
  }
}

/** Columns `from` to `to`, none of which is empty. */
function fillRibbon(
  context: CanvasRenderingContext2D,
  tops: Float64Array,
  bottoms: Float64Array,
  from: number,
  to: number,
  firstX: number,
  stepX: number,
): void {
  const xOf = (column: number): number => firstX + column * stepX;
  context.beginPath();
  // Half a column more at either end, so that a single one is seen.
  context.moveTo(xOf(from - 0.5), tops[from] as number);
  for (let column = from; column <= to; column++) context.lineTo(xOf(column), tops[column] as number);
  context.lineTo(xOf(to + 0.5), tops[to] as number);
  context.lineTo(xOf(to + 0.5), bottoms[to] as number);
  for (let column = to; column >= from; column--) context.lineTo(xOf(column), bottoms[column] as number);
  context.lineTo(xOf(from - 0.5), bottoms[from] as number);
  context.fill();
}

/** A bar a column, from its lowest to its highest sample and to the bar before it. */
function drawBars(
  context: CanvasRenderingContext2D,
  scene: StripScene,
  { zeroY }: Cell,
  { scale }: Trace,
  { columns, firstX, stepX }: Raster,
): void {
  const { palette, viewport } = scene;
  const perStep = scale.step * pixelsPerMillivolt(scene);
  const left = Math.round((firstX - stepX / 2) / stepX) * stepX;
  let [topBefore, bottomBefore] = [Number.NaN, Number.NaN];
  context.fillStyle = palette['ecg-ink'];
  context.globalAlpha = viewport.pixelsPerSecond < BAND_BELOW_PIXELS_PER_SECOND ? 0.6 : 1;
  for (let column = 0; column < columns.low.length; column++) {
    const one = zeroY - ((columns.low[column] as number) - scale.baseline) * perStep;
    const other = zeroY - ((columns.high[column] as number) - scale.baseline) * perStep;
    const [top, bottom] = one < other ? [one, other] : [other, one];
    const first = Number.isNaN(topBefore);
    const from = first ? top : Math.min(top, bottomBefore);
    const tall = Math.max(THINNEST_BAR_PX, (first ? bottom : Math.max(bottom, topBefore)) - from);
    // In a gap there is neither a bar nor a way to one.
    if (!Number.isNaN(top)) context.fillRect(left + column * stepX, from, stepX, tall);
    [topBefore, bottomBefore] = [top, bottom];
  }
  context.globalAlpha = 1;
}

const LABELLED_GAP_PX = 76;
const HATCH_SPACING_PX = 7;

function drawGaps(context: CanvasRenderingContext2D, scene: StripScene, cell: Cell, raster: Raster): void {
  const { columns, firstX, stepX } = raster;
  const { palette, viewport, durationSeconds, readSeconds, font } = scene;
  const end = Math.min(cell.left + cell.width, pixelAt(viewport, durationSeconds));
  const count = columns.low.length;
  for (let column = 0; column < count; column++) {
    if (!Number.isNaN(columns.low[column] as number)) continue;
    const first = column;
    while (column + 1 < count && Number.isNaN(columns.low[column + 1] as number)) column += 1;
    const left = Math.max(cell.left, firstX + (first - 0.5) * stepX);
    const right = Math.min(end, firstX + (column + 0.5) * stepX);
    if (right - left < 1) continue;
    hatch(context, scene, left, right, cell);
    if (right - left < LABELLED_GAP_PX) continue;
    context.font = `12px ${font}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillStyle = palette['ink-soft'];
    const isUnread = secondsAt(viewport, right) > readSeconds;
    paperText(context, scene, isUnread ? 'being read' : 'no samples', (left + right) / 2, cell.top + cell.height / 2);
  }
}

/** Diagonal lines that stay where they are on the paper while it moves. */
function hatch(context: CanvasRenderingContext2D, scene: StripScene, left: number, right: number, cell: Cell): void {
  const { palette, viewport } = scene;
  const { top, height } = cell;
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, height);
  context.clip();
  context.fillStyle = palette.shade;
  context.fillRect(left, top, right - left, height);
  context.beginPath();
  const origin = pixelAt(viewport, 0) % HATCH_SPACING_PX;
  const first = origin + Math.floor((left - height - origin) / HATCH_SPACING_PX) * HATCH_SPACING_PX;
  for (let x = first; x < right; x += HATCH_SPACING_PX) {
    context.moveTo(x, top + height);
    context.lineTo(x + height, top);
  }
  context.lineWidth = 1;
  context.strokeStyle = palette['ink-soft'];
  context.globalAlpha = 0.45;
  context.stroke();
  context.restore();
}

/** The name of the lead in the corner of its place; what is wrong with it, or that it is missing, beside that. */
function drawName(context: CanvasRenderingContext2D, scene: StripScene, cell: Cell): void {
  const { palette, font, cells } = scene;
  const { place, trace, left, top, width, height } = cell;
  context.textAlign = 'left';
  context.textBaseline = 'top';
  context.font = `700 12px ${font}`;
  context.fillStyle = palette.ink;
  const named = cells.length > 1 ? place.name : '';
  paperText(context, scene, named, left + 5, top + 1);
  const x = left + 9 + context.measureText(named).width;
  context.font = `12px ${font}`;
  if (!trace) {
    context.fillStyle = palette['ink-soft'];
    paperText(context, scene, 'not recorded', x, top + 1);
  } else if (trace.lead.checksum === 'bad') {
    context.fillStyle = palette.bad;
    paperText(context, scene, 'bad checksum', x, top + 1);
  }
  if (place.column === 0) return;
  // Where the next lead begins: the time goes on, the lead does not.
  context.beginPath();
  context.moveTo(Math.round(left) + 0.5, top + height * 0.2);
  context.lineTo(Math.round(left) + 0.5, top + height * 0.8);
  context.lineWidth = Math.min(1.5, width);
  context.strokeStyle = palette['ecg-ink'];
  context.stroke();
}
