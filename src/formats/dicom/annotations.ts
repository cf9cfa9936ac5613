/** Waveform annotations (DICOM PS3.3, C.10.10): statements on the whole ECG, and remarks at samples. */

import type { Annotation, RecordingLabel } from '../../domain/recording';
import { type Attributes, integersOf, itemsOf, textOf } from './data-set';
import type { MultiplexGroup } from './multiplex-group';

const SEQUENCE = 'x0040b020';

/** Texts without a place in time: what the ECG was found to be. */
export function statementsOf(root: Attributes): RecordingLabel[] {
  return itemsOf(root, SEQUENCE)
    .filter((item) => !item.dataSet.elements.x0040a130)
    .map((item) => textOf(item, 'x00700006'))
    .filter((text) => text !== '')
    .map((text) => ({ scheme: 'statement', code: text, name: text }));
}

/** Remarks on the samples of a group, as comments in time order: `QRS Onset`, `Peak (12 mV)`. */
export function commentsOn(root: Attributes, { number, samplingRateHz, samples }: MultiplexGroup): Annotation[] {
  const comments: Annotation[] = [];
  for (const item of itemsOf(root, SEQUENCE)) {
    if (!item.dataSet.elements.x0040a130) continue;
    // Pairs of a group and a channel, both from 1 on; channel 0 stands for all of the group's.
    const [group = number, channel = 0] = integersOf(item, 'x0040a0b0', 2);
    const text = remarkOf(item);
    if (group !== number || text === '') continue;
    for (const sample of placesOf(item, samplingRateHz)) {
      if (!(sample >= 0 && sample < samples)) continue;
      comments.push({ sample, symbol: '"', subtype: 0, channel: Math.max(0, channel - 1), number: 0, text });
    }
  }
  return comments.sort((a, b) => a.sample - b.sample);
}

/** Sample positions are counted from 1 on; times are in milliseconds from the group's first sample on. */
function placesOf(item: Attributes, samplingRateHz: number): number[] {
  const positions = integersOf(item, 'x0040a132', 4).map((position) => position - 1);
  if (positions.length > 0) return positions;
  const times = textOf(item, 'x0040a138');
  return times === '' ? [] : times.split('\\').map((time) => Math.round((Number(time) * samplingRateHz) / 1000));
}

function remarkOf(item: Attributes): string {
  const [concept] = itemsOf(item, 'x0040a043');
  const [value] = itemsOf(item, 'x0040a168');
  const [unit] = itemsOf(item, 'x004008ea');
  const number = textOf(item, 'x0040a30a');
  const measured = [number, number && unit ? textOf(unit, 'x00080100') : '', value ? textOf(value, 'x00080104') : ''];
  const details = measured.filter((part) => part !== '').join(' ');
  const name = (concept && textOf(concept, 'x00080104')) || textOf(item, 'x00700006');
  return name && details ? `${name} (${details})` : name || details;
}
