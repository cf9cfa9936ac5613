/** What of the strip goes onto a sheet: the layout that is seen, at the speed and gain of the paper. */

import type { Recording } from '../../domain/recording';
import { annotationTrackOf } from './annotation-track';
import { beatTrackOf } from './beat-track';
import { type Layout, placesOf } from './lead-layout';
import type { Gain, Speed } from './paper';
import { cellsOf, type StripPalette, type Trace, unitOf } from './scene';
import { blockHeightMm, linesOf, type Sheet, SIGNAL_MM } from './strip-svg';

export interface Seen {
  readonly recording: Recording;
  readonly traces: readonly Trace[];
  readonly layout: Layout;
  /** Place of the chosen lead in the recording. */
  readonly lead: number;
  readonly speed: Speed;
  readonly gain: Gain;
  /** What is chosen, else what is seen. One lead goes on in further lines until its end; a layout of several has one. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly palette: StripPalette;
}

export function sheetOf(seen: Seen): Sheet {
  const { recording, traces, layout, lead, speed, gain, fromSeconds, toSeconds, palette } = seen;
  const places = placesOf(layout, recording.leads, lead);
  const drawn = places.map((place) => (place.lead === null ? null : (traces[place.lead] ?? null)));
  const lines = layout === 'one' ? linesOf(fromSeconds, toSeconds, speed) : linesOf(fromSeconds, fromSeconds, speed);
  const height = blockHeightMm(places[0]?.rows ?? 1, lines.length);
  const cells = cellsOf(places, drawn, { width: SIGNAL_MM, top: 0, height, gain, pixelsPerMm: 1 });
  const marks = [
    recording.name,
    recording.synthetic ? 'synthetic' : '',
    recording.edited ? 'beats corrected by hand' : '',
  ];
  return {
    title: marks.filter(Boolean).join(' · '),
    speed,
    gain,
    unit: unitOf(cells),
    blocks: lines.map(([from, to]) => ({ fromSeconds: from, toSeconds: to, cells })),
    track: beatTrackOf(recording),
    annotations: annotationTrackOf(recording),
    palette,
  };
}
