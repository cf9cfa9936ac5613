/** The strip as a drawing in millimetres, to scale: for a document, or for paper. */

import { clock } from '../wording/numbers';
import { type AnnotationTrack, rhythmAt } from './annotation-track';
import { type BeatTrack, firstBeatFrom } from './beat-track';
import { type Gain, gridLines, type Speed } from './paper';
import { type Cell, pixelsPerMillivolt, type StripPalette, type Trace } from './scene';

/** A4 across, without margins of 10 mm. */
const SHEET_MM = { width: 277, height: 190 } as const;
const GUTTER_MM = 14;
const HEADER_MM = 9;
/** 10 s at 25 mm/s. */
export const SIGNAL_MM = 250;
const TALLEST_ROW_MM = 34;
/** Of the beat marks above a row of leads and of the clock below it. */
const MARKS_MM = 5;
const CLOCK_MM = 5;

export interface Sheet {
  /** Name, leads and what the signal is: printed above. */
  readonly title: string;
  readonly speed: Speed;
  readonly gain: Gain;
  readonly unit: string;
  /** One below the other, each a piece of time. */
  readonly blocks: readonly Block[];
  readonly track: BeatTrack;
  readonly annotations: AnnotationTrack;
  readonly palette: StripPalette;
}

interface Block {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** Of `cellsOf`, in millimetres where the screen has pixels. */
  readonly cells: readonly Cell[];
}

/** Height of a block of so many rows, mm, where `blocks` of them lie on a sheet. */
export function blockHeightMm(rows: number, blocks: number): number {
  const room = (SHEET_MM.height - HEADER_MM) / blocks - MARKS_MM - CLOCK_MM;
  return Math.min(TALLEST_ROW_MM * rows, room);
}

/** Blocks of full lines that show a stretch at a speed, as many as fit on a sheet. */
export function linesOf(fromSeconds: number, toSeconds: number, speed: Speed): (readonly [number, number])[] {
  const length = SIGNAL_MM / speed;
  const most = Math.floor((SHEET_MM.height - HEADER_MM) / (20 + MARKS_MM + CLOCK_MM));
  const count = Math.min(most, Math.max(1, Math.ceil((toSeconds - fromSeconds) / length - 1e-9)));
  return Array.from({ length: count }, (_, line) => [fromSeconds + line * length, fromSeconds + (line + 1) * length]);
}

const mm = (value: number): string => String(Math.round(value * 1000) / 1000);

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`);
}

/** A whole SVG document whose width and height are in mm: one of its units is one millimetre of paper. */
export function stripSvg(sheet: Sheet): string {
  const { title, speed, gain, unit, blocks, palette } = sheet;
  let y = HEADER_MM;
  const drawn = blocks.map((block) => {
    const height = heightOf(block);
    const svg = `<g transform="translate(${GUTTER_MM} ${mm(y + MARKS_MM)})">${blockSvg(sheet, block, height)}</g>`;
    y += MARKS_MM + height + CLOCK_MM;
    return svg;
  });
  const width = GUTTER_MM + SIGNAL_MM;
  const scale = `${speed} mm/s · ${gain} mm/${unit}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${mm(width)}mm" height="${mm(y)}mm" viewBox="0 0 ${mm(width)} ${mm(y)}"`,
    ` font-family="system-ui, sans-serif" font-size="3.2">`,
    `<title>${escaped(title)}</title>`,
    `<text x="0" y="5" fill="${palette.ink}">${escaped(title)}</text>`,
    `<text x="${mm(width)}" y="5" text-anchor="end" fill="${palette.ink}">${escaped(scale)}</text>`,
    ...drawn,
    '</svg>',
  ].join('');
}

const heightOf = ({ cells }: Block): number => Math.max(0, ...cells.map(({ top, height }) => top + height));

function blockSvg(sheet: Sheet, block: Block, height: number): string {
  const { palette, gain } = sheet;
  return [
    `<rect x="${-GUTTER_MM}" width="${GUTTER_MM + SIGNAL_MM}" height="${mm(height)}" fill="${palette['ecg-paper']}"/>`,
    gridSvg(height, block.cells[0]?.zeroY ?? 0, palette),
    ...block.cells.map((cell) => cellSvg(sheet, block, cell)),
    block.cells.map((cell) => (cell.place.column === 0 ? pulseSvg(cell, gain, sheet.speed, palette) : '')).join(''),
    marksSvg(sheet, block, height),
  ].join('');
}

/** Lines 1 mm apart, every fifth bold, one of them through 0 mV of the first lead. */
function gridSvg(height: number, zeroY: number, palette: StripPalette): string {
  return [false, true]
    .map((bold) => {
      const vertical = gridLines(-GUTTER_MM, SIGNAL_MM, { fine: 1, bold: 5 }).filter((line) => line.bold === bold);
      const horizontal = gridLines(-zeroY, height - zeroY, { fine: 1, bold: 5 }).filter((line) => line.bold === bold);
      const path = [
        ...vertical.map(({ at }) => `M${mm(at)} 0V${mm(height)}`),
        ...horizontal.map(({ at }) => `M${-GUTTER_MM} ${mm(at + zeroY)}H${SIGNAL_MM}`),
      ].join('');
      const colour = palette[bold ? 'ecg-bold' : 'ecg-fine'];
      return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${bold ? 0.18 : 0.1}"/>`;
    })
    .join('');
}

function cellSvg({ gain, speed, palette }: Sheet, { fromSeconds }: Block, cell: Cell): string {
  const { place, trace, left, top, width } = cell;
  const name = `<text x="${mm(left + 1)}" y="${mm(top + 3.4)}" fill="${palette.ink}" font-weight="700">${escaped(place.name)}`;
  if (!trace)
    return `${name}</text><text x="${mm(left + 12)}" y="${mm(top + 3.4)}" fill="${palette['ink-soft']}">not recorded</text>`;
  const bad =
    trace.lead.checksum === 'bad' ? `<tspan fill="${palette.bad}" font-weight="400"> bad checksum</tspan>` : '';
  const from = fromSeconds + left / speed;
  const path = tracePath(trace, from, from + width / speed, (seconds, millivolts) => {
    const y = cell.zeroY - millivolts * pixelsPerMillivolt({ gain, pixelsPerMm: 1 });
    return `${mm((seconds - fromSeconds) * speed)} ${mm(y)}`;
  });
  return `<path d="${path}" fill="none" stroke="${palette['ecg-ink']}" stroke-width="0.3" stroke-linejoin="round"/>${name}${bad}</text>`;
}

/** Every sample from one time to another as a corner; a gap where one is missing. */
function tracePath(
  { lead, scale }: Trace,
  fromSeconds: number,
  toSeconds: number,
  placeOf: (seconds: number, millivolts: number) => string,
): string {
  const { digital, missing, samplingRateHz } = lead;
  const first = Math.max(0, Math.ceil(fromSeconds * samplingRateHz - 1e-6));
  const last = Math.min(digital.length - 1, Math.floor(toSeconds * samplingRateHz + 1e-6));
  const parts: string[] = [];
  let penDown = false;
  for (let sample = first; sample <= last; sample++) {
    const value = digital[sample] as number;
    if (value === missing || Number.isNaN(value)) {
      penDown = false;
      continue;
    }
    const place = placeOf(sample / samplingRateHz, (value - scale.baseline) * scale.step);
    parts.push(`${penDown ? 'L' : 'M'}${place}`);
    penDown = true;
  }
  return parts.join('');
}

/** 1 mV high and 200 ms long. */
function pulseSvg({ top, height }: Cell, gain: Gain, speed: Speed, palette: StripPalette): string {
  const foot = Math.min(top + height, top + height / 2 + gain / 2);
  const length = 0.2 * speed;
  const lead = (GUTTER_MM - 2 - length) / 2;
  const path = `M${mm(-GUTTER_MM + 1)} ${mm(foot)}h${mm(lead)}v${-gain}h${mm(length)}v${gain}h${mm(lead)}`;
  return `<path data-pulse="" d="${path}" fill="none" stroke="${palette['ecg-ink']}" stroke-width="0.3"/>`;
}

/** Beat symbols above, time and rhythm below. */
function marksSvg({ track, annotations, speed, palette }: Sheet, block: Block, height: number): string {
  const { fromSeconds, toSeconds } = block;
  const parts: string[] = [];
  for (let beat = firstBeatFrom(track, fromSeconds); (track.seconds[beat] as number) < toSeconds; beat++) {
    const { beatClass, symbol } = track.beats[beat] as BeatTrack['beats'][number];
    const x = ((track.seconds[beat] as number) - fromSeconds) * speed;
    const colour = palette[`class-${beatClass.toLowerCase() as Lowercase<typeof beatClass>}-text`];
    parts.push(`<text x="${mm(x)}" y="-1" text-anchor="middle" fill="${colour}">${escaped(symbol)}</text>`);
  }
  const rhythm = rhythmAt(annotations, fromSeconds);
  const below = [clock(fromSeconds, 1), rhythm ? rhythm.name : ''].filter(Boolean).join(' · ');
  parts.push(`<text x="0" y="${mm(height + 3.6)}" fill="${palette['ink-soft']}">${escaped(below)}</text>`);
  const end = clock(toSeconds, 1);
  parts.push(
    `<text x="${SIGNAL_MM}" y="${mm(height + 3.6)}" text-anchor="end" fill="${palette['ink-soft']}">${end}</text>`,
  );
  return parts.join('');
}

/** A page for the printer: A4 across, 1 mm of the drawing as 1 mm of paper. */
export function printPage(svg: string, title: string): string {
  const style = '@page{size:A4 landscape;margin:10mm}html,body{margin:0}svg{display:block}*{print-color-adjust:exact}';
  return `<!doctype html><html lang="en"><title>${escaped(title)}</title><style>${style}</style><body>${svg}</body></html>`;
}
