/** Where everything of a streams diagram lies, in pixels, with a box for every layer: pure geometry, drawn by `streams-diagram.tsx`. */

import type { LayerBlock } from './layer-blocks';
import { ribbonPath, type Station } from './ribbon-path';
import type { Stream, StreamPlan } from './stream-shares';

export interface PlacedBox {
  readonly key: string;
  /** Left and top edge. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly text: string;
  /** So many layers are drawn as thin plates without text; 0 for a box that has its text. */
  readonly plates: number;
  /** null for boxes that all streams share. */
  readonly representation: string | null;
  /** null for the multiplication by a late weight, and for the average itself. */
  readonly block: LayerBlock | null;
}

export interface PlacedStream {
  readonly stream: Stream;
  /** Centre at the top. */
  readonly x: number;
  /** Centre of its name. */
  readonly nameX: number;
  /** Width at the top and at the meeting; linear in the shares, and never so thin that a stream is lost. */
  readonly startWidth: number;
  readonly endWidth: number;
  /** SVG path of the filled ribbon. */
  readonly ribbon: string;
  /** Baseline of the stream's name; names alternate between two lines where they would touch on one. */
  readonly nameY: number;
  /** Baseline of the feature count; on that of the name it stands beside it, and null where the names need its line. */
  readonly countY: number | null;
}

export interface StreamsLayout {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly streams: readonly PlacedStream[];
  /** In reading order: stream by stream from top to bottom, then the shared ones. */
  readonly boxes: readonly PlacedBox[];
  readonly meeting: { readonly x: number; readonly y: number; readonly width: number };
  /** y of the class dots that the streams end in. */
  readonly outputY: number;
}

export const BOX_HEIGHT = 20;
export const LABEL_HEIGHT = 38;
const FIRST_ROW = LABEL_HEIGHT + 10;
const ROW_PITCH = 27;
const DROP = 42;
const OUTPUT_HEIGHT = 26;
const MINIMUM_RIBBON = 2;
const MAXIMUM_TOTAL = 120;
const SLOT_GAP = 12;
const BOX_WIDTH = 66;
const NAME_WIDTH = 100;
const FIRST_LINE = 13;
const SECOND_LINE = 30;

/** The least height that shows every row without crowding. */
export function naturalHeight(plan: StreamPlan): number {
  const rows = rowsOf(plan).all;
  const trunk = plan.combination === 'average' ? 1 : plan.trunk.length;
  return meetingY(rows) + trunk * ROW_PITCH + 18 + OUTPUT_HEIGHT;
}

export function layoutStreams(plan: StreamPlan, widthPx: number, heightPx: number): StreamsLayout {
  const slot = widthPx / Math.max(1, plan.streams.length);
  const total = totalWidth(plan, slot);
  const rows = rowsOf(plan);
  const centre = widthPx / 2;
  const y = meetingY(rows.all);
  const ends = plan.streams.map(({ meetingShare }) => Math.max(MINIMUM_RIBBON, meetingShare * total));
  const width = ends.reduce((sum, end) => sum + end, 0);
  let edge = centre - width / 2;
  const placed = plan.streams.map((stream, index) => {
    const endWidth = ends[index] as number;
    const start = Math.max(MINIMUM_RIBBON, stream.featureShare * total);
    const x = slot * (index + 0.5);
    const end = { x: edge + endWidth / 2, y, width: endWidth };
    edge += endWidth;
    const crowded = slot < NAME_WIDTH;
    return {
      stream,
      x,
      startWidth: start,
      endWidth,
      ribbon: ribbonPath(stationsOf(stream, rows, x, start, end)),
      nameX: x,
      nameY: crowded && index % 2 === 1 ? SECOND_LINE : FIRST_LINE,
      countY: crowded ? null : SECOND_LINE,
    };
  });
  const outputY = heightPx - OUTPUT_HEIGHT / 2;
  const boxWidth = Math.min(BOX_WIDTH, slot - 6);
  const boxes = [
    ...placed.flatMap(({ stream, x }) => streamBoxes(stream, rows, x, boxWidth)),
    ...sharedBoxes(plan, centre, y, outputY, width),
  ];
  return { widthPx, heightPx, streams: placed, boxes, meeting: { x: centre, y, width }, outputY };
}

interface Rows {
  readonly encoder: number;
  readonly head: number;
  readonly all: number;
}

function rowsOf({ streams, combination }: StreamPlan): Rows {
  const encoder = Math.max(0, ...streams.map((stream) => stream.encoder.length));
  const head = Math.max(0, ...streams.map((stream) => stream.head.length));
  return { encoder, head, all: encoder + head + (combination === 'average' ? 1 : 0) };
}

const rowCentre = (row: number): number => FIRST_ROW + row * ROW_PITCH + BOX_HEIGHT / 2;

function meetingY(rows: number): number {
  return (rows === 0 ? LABEL_HEIGHT + 6 : FIRST_ROW + rows * ROW_PITCH - (ROW_PITCH - BOX_HEIGHT)) + DROP;
}

/** Pixels that all ribbons together are wide, so that the widest still fits its slot. */
function totalWidth({ streams }: StreamPlan, slot: number): number {
  const widest = Math.max(...streams.map(({ featureShare }) => featureShare), 1e-9);
  return Math.min(MAXIMUM_TOTAL, (slot - SLOT_GAP) / widest);
}

/** From the top straight down through every row, its width changing by the same factor at each, then over to the meeting. */
function stationsOf(stream: Stream, rows: Rows, x: number, startWidth: number, end: Station): Station[] {
  const top = { x, y: LABEL_HEIGHT, width: startWidth };
  const factor = (end.width / startWidth) ** (1 / Math.max(1, rows.all));
  const steps = Array.from({ length: rows.all }, (_, row) => ({
    x,
    y: rowCentre(row),
    width: startWidth * factor ** (row + 1),
  }));
  if (stream.encoder.length + stream.head.length === 0 && rows.all === 0) return [top, end];
  return [top, ...steps, { x, y: rowCentre(rows.all - 1) + BOX_HEIGHT / 2, width: end.width }, end];
}

function streamBoxes(stream: Stream, rows: Rows, x: number, width: number): PlacedBox[] {
  const box = (row: number, text: string, block: LayerBlock | null): PlacedBox => ({
    key: block ? `${stream.representation}:${block.path}` : `${stream.representation}:weight`,
    x: x - width / 2,
    y: FIRST_ROW + row * ROW_PITCH,
    width,
    height: BOX_HEIGHT,
    text,
    plates: 0,
    representation: stream.representation,
    block,
  });
  const weight = rows.all > rows.encoder + rows.head;
  return [
    ...stream.encoder.map((block, row) => box(row, block.short, block)),
    ...stream.head.map((block, row) => box(rows.encoder + row, block.short, block)),
    ...(weight ? [box(rows.all - 1, stream.weight === null ? '× ?' : `× ${stream.weight.toFixed(2)}`, null)] : []),
  ];
}

/** The first stands where the streams meet and is as wide as all of them; the others are spread down to the output. */
function sharedBoxes(plan: StreamPlan, centre: number, top: number, outputY: number, width: number): PlacedBox[] {
  const blocks: readonly (LayerBlock | null)[] = plan.combination === 'average' ? [null] : plan.trunk;
  const bottom = outputY - OUTPUT_HEIGHT / 2 - 12 - BOX_HEIGHT;
  const pitch = blocks.length > 1 ? (bottom - top) / (blocks.length - 1) : 0;
  return blocks.map((block, index) => {
    const own = index === 0 ? Math.max(width + 8, BOX_WIDTH) : BOX_WIDTH;
    return {
      key: `shared:${block?.path ?? 'average'}`,
      x: centre - own / 2,
      y: top + index * pitch,
      width: own,
      height: BOX_HEIGHT,
      plates: 0,
      text: block?.short ?? 'average',
      representation: null,
      block,
    };
  });
}
