/** The streams at a glance: layers as thin plates, and the meeting at the top, in the middle or at the bottom. */

import { grouped } from '../wording/numbers';
import { type LayerBlock, mergeBlocks, parametersOf } from './layer-blocks';
import { ribbonPath, type Station } from './ribbon-path';
import type { Stream, StreamPlan } from './stream-shares';
import type { PlacedBox, PlacedStream, StreamsLayout } from './streams-layout';

const BOX_HEIGHT = 17;
const BOX_WIDTH = 52;
const SHARED_WIDTH = 70;
const PLATE_PITCH = 9;
const PLATE_WIDTH = 34;
/** Below the names: where plates and boxes begin, where the streams of each kind of fusion meet, and the classes. */
const FIRST_ROW = 4;
const MEETING = { inputs: 36, representations: 61, decisions: 87 } as const;
const OUTPUT = 118;
const OUTPUT_RADIUS = 8.5;
const MAXIMUM_TOTAL = 96;
const MINIMUM_RIBBON = 2;
const SLOT_GAP = 12;
const FIRST_LINE = 13;
const SECOND_LINE = 28;
/** So wide must a stream's place be for name and count side by side, and for names on one line. */
const ONE_LINE_SLOT = 120;
const NAME_SLOT = 92;
/** Of a letter or digit of a label in a wide font, as no text is measured here. */
const CHARACTER_PX = 8;

/** What one stream passes on its way. */
interface Row {
  readonly key: string;
  readonly text: string;
  readonly plates: number;
  readonly height: number;
  readonly block: LayerBlock | null;
}

/** As high as it needs to be: the same for every plan of the same streams at the same width. */
export function layoutCompact(plan: StreamPlan, widthPx: number): StreamsLayout {
  const slot = widthPx / Math.max(1, plan.streams.length);
  const labels = slot < ONE_LINE_SLOT ? SECOND_LINE + 5 : FIRST_LINE + 5;
  const centre = widthPx / 2;
  const y = labels + MEETING[meetingOf(plan)];
  const total = totalWidth(plan, slot);
  const ends = plan.streams.map(({ meetingShare }) => Math.max(MINIMUM_RIBBON, meetingShare * total));
  const width = ends.reduce((sum, end) => sum + end, 0);
  const depths = depthsOf(plan);
  const slots = plan.streams.map((stream, index) => {
    const rows = rowsOf(stream, plan.combination === 'average', depths);
    const before = ends.slice(0, index).reduce((sum, end) => sum + end, 0);
    const endWidth = ends[index] as number;
    const end = { x: centre - width / 2 + before + endWidth / 2, y, width: endWidth };
    const x = slot * (index + 0.5);
    return { stream, rows, x, end, label: labelOf(stream, x, index, slot, widthPx) };
  });
  const outputY = labels + OUTPUT;
  return {
    widthPx,
    heightPx: outputY + OUTPUT_RADIUS + 1,
    streams: slots.map(({ stream, rows, x, end, label }): PlacedStream => {
      const startWidth = Math.max(MINIMUM_RIBBON, stream.featureShare * total);
      const stations = stationsOf({ x, y: labels, width: startWidth }, rows, end);
      return { stream, x, startWidth, endWidth: end.width, ribbon: ribbonPath(stations), ...label };
    }),
    boxes: [
      ...slots.flatMap(({ stream, rows, x }) => streamBoxes(stream, rows, x, labels + FIRST_ROW)),
      ...sharedBoxes(plan, centre, y, outputY, width),
    ],
    meeting: { x: centre, y, width },
    outputY,
  };
}

/** What meets: decisions, what trained encoders make of the inputs, or the inputs themselves. */
function meetingOf({ combination, streams }: StreamPlan): keyof typeof MEETING {
  if (combination === 'average') return 'decisions';
  const encoded = streams.some(({ encoder }) =>
    encoder.some(({ layers }) => layers.some((placed) => parametersOf(placed) > 0)),
  );
  return encoded ? 'representations' : 'inputs';
}

/** Beside each other, below each other, or names alone on two lines; a label at the edge is moved inside. */
function labelOf(
  { representation, features }: Stream,
  x: number,
  index: number,
  slot: number,
  widthPx: number,
): Pick<PlacedStream, 'nameX' | 'nameY' | 'countY'> {
  if (slot < NAME_SLOT) return { nameX: x, nameY: index % 2 === 1 ? SECOND_LINE : FIRST_LINE, countY: null };
  if (slot < ONE_LINE_SLOT) return { nameX: x, nameY: FIRST_LINE, countY: SECOND_LINE };
  const half = (CHARACTER_PX * (representation.length + grouped(features).length + 1)) / 2;
  const nameX = Math.max(half, Math.min(widthPx - half, x));
  return { nameX, nameY: FIRST_LINE, countY: FIRST_LINE };
}

function totalWidth({ streams }: StreamPlan, slot: number): number {
  const widest = Math.max(...streams.map(({ featureShare }) => featureShare), 1e-9);
  return Math.min(MAXIMUM_TOTAL, (slot - SLOT_GAP) / widest);
}

/** Layers of the deepest encoder and of the deepest head: shallower ones are spread over the same height. */
interface Depths {
  readonly encoder: number;
  readonly head: number;
}

function depthsOf({ streams }: StreamPlan): Depths {
  return {
    encoder: Math.max(0, ...streams.map(({ encoder }) => encoder.length)),
    head: Math.max(0, ...streams.map(({ head }) => head.length)),
  };
}

/** An encoder's and a head's layers as plates; a factor is a number to read, so it is a box. */
function rowsOf({ encoder, head, weight, representation }: Stream, weighted: boolean, depths: Depths): Row[] {
  const rowOf = (blocks: readonly LayerBlock[], depth: number): Row[] => {
    if (blocks.length === 0) return [];
    const block = mergeBlocks(blocks);
    const key = `${representation}:${block.path}`;
    if (parametersOfAll(block) === 0) return [{ key, text: block.short, plates: 0, height: BOX_HEIGHT, block }];
    return [{ key, text: '', plates: blocks.length, height: depth * PLATE_PITCH, block }];
  };
  const rows = [...rowOf(encoder, depths.encoder), ...rowOf(head, depths.head)];
  if (!weighted) return rows;
  const text = weight === null ? '× ?' : `× ${weight.toFixed(2)}`;
  return [...rows, { key: `${representation}:weight`, text, plates: 0, height: BOX_HEIGHT, block: null }];
}

const parametersOfAll = ({ layers }: LayerBlock): number =>
  layers.reduce((sum, placed) => sum + parametersOf(placed), 0);

/** Straight down through the rows, its width changing by the same factor at each, then over to the meeting. */
function stationsOf(top: Station, rows: readonly Row[], end: Station): Station[] {
  const factor = (end.width / top.width) ** (1 / Math.max(1, rows.length));
  let y = top.y + FIRST_ROW;
  const steps = rows.map(({ height }, index) => {
    y += height;
    return { x: top.x, y, width: top.width * factor ** (index + 1) };
  });
  return [top, ...steps, end];
}

function streamBoxes({ representation }: Stream, rows: readonly Row[], x: number, top: number): PlacedBox[] {
  let y = top;
  return rows.map(({ height, plates, ...row }) => {
    const width = plates > 0 ? PLATE_WIDTH : BOX_WIDTH;
    const box = { ...row, x: x - width / 2, y, width, height, plates, representation };
    y += height;
    return box;
  });
}

/** The first stands where the streams meet, as wide as all of them and with its text; the rest of the way are plates. */
function sharedBoxes(plan: StreamPlan, centre: number, top: number, outputY: number, width: number): PlacedBox[] {
  const [first, ...rest] = plan.trunk;
  const own = Math.max(width + 8, SHARED_WIDTH);
  const meeting: PlacedBox = {
    key: `shared:${first?.path ?? 'average'}`,
    x: centre - own / 2,
    y: top,
    width: own,
    height: BOX_HEIGHT,
    text: first?.short ?? 'average',
    plates: 0,
    representation: null,
    block: first ?? null,
  };
  if (rest.length === 0) return [meeting];
  const block = mergeBlocks(rest);
  const height = rest.length * PLATE_PITCH;
  const y = (top + BOX_HEIGHT + outputY - OUTPUT_RADIUS - height) / 2;
  const x = centre - PLATE_WIDTH / 2;
  const key = `shared:${block.path}`;
  return [
    meeting,
    { key, x, y, width: PLATE_WIDTH, height, text: '', plates: rest.length, representation: null, block },
  ];
}
