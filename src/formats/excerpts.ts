/** Tables in which every row is one heartbeat, cut out by whoever made the table. */

import { beatClassOf } from '../domain/beat-class';
import { LabError } from '../domain/problem';
import type { Annotation, DigitalSamples, Recording } from '../domain/recording';
import { countOf } from './excerpt';

export interface ExcerptTable {
  /** `[row, sample]`, row-major. */
  readonly samples: DigitalSamples;
  readonly samplesPerRow: number;
  /** `[row]` as the table writes them; null where it has none. */
  readonly labels: readonly string[] | null;
  readonly samplingRateHz: number;
}

/**
 * The columns of a row in the heartbeat tables of Kachuee, Fazeli & Sarrafzadeh, ICHI 2018 (on Kaggle), whose labels 0 to 4
 * are the classes of EC57 in this order. They are sampled at 125 Hz.
 */
export const HEARTBEAT_TABLE = { samplesPerRow: 187, samplingRateHz: 125, classes: ['N', 'S', 'V', 'F', 'Q'] } as const;

/** The same columns in the tables that were cut from PTB, whose labels say whether the heart is healthy. */
const PTB_TABLE = { name: /^ptbdb/i, classes: ['normal', 'abnormal'] } as const;

/** Such tables are scaled row by row, or say nothing of it. */
const UNITLESS = 'The rows of the table state no unit; their numbers are drawn as if they were mV.';

/**
 * A table as one recording of excerpts. Labels that are symbols of beats mark beats; so do the numbers of a heartbeat
 * table; any other label is a comment, which names a class of its own.
 */
export function recordingOfExcerpts(
  { samples, samplesPerRow, labels, samplingRateHz }: ExcerptTable,
  about: Pick<Recording, 'id' | 'name' | 'format' | 'warnings'>,
): Recording {
  const rows = samples.length / samplesPerRow;
  if (labels && labels.length !== rows) throw unevenLabels(about.name, rows, labels.length);
  const isPtb = samplesPerRow === HEARTBEAT_TABLE.samplesPerRow && PTB_TABLE.name.test(about.name);
  const symbolOf = isPtb ? () => undefined : symbolsFor(labels ?? [], samplesPerRow);
  const annotations = Array.from({ length: labels ? rows : 0 }, (_, row): Annotation => {
    const label = (labels as readonly string[])[row] as string;
    const symbol = symbolOf(label);
    const place = { sample: row * samplesPerRow, subtype: 0, channel: 0, number: 0 };
    return symbol
      ? { ...place, symbol, text: '' }
      : { ...place, symbol: '"', text: (isPtb && PTB_TABLE.classes[Number(label)]) || label };
  });
  return {
    ...about,
    subject: about.id,
    synthetic: false,
    warnings: [...about.warnings, UNITLESS],
    leads: [
      {
        name: 'excerpts',
        samplingRateHz,
        unit: 'mV',
        digital: samples,
        gain: 1,
        baseline: 0,
        missing: null,
        checksum: 'none',
      },
    ],
    annotationRateHz: samplingRateHz,
    annotations,
    excerptSamples: samplesPerRow,
  };
}

function symbolsFor(labels: readonly string[], samplesPerRow: number): (label: string) => string | undefined {
  const isHeartbeatTable =
    samplesPerRow === HEARTBEAT_TABLE.samplesPerRow && labels.every((label) => /^[0-4](\.0*)?$/.test(label));
  if (isHeartbeatTable) return (label) => HEARTBEAT_TABLE.classes[Number(label)];
  // One beat symbol among other words would be chance: F is a class of its own in a table of M and F.
  if (labels.every((label) => beatClassOf(label) !== undefined)) return (label) => label;
  return () => undefined;
}

function unevenLabels(file: string, rows: number, labels: number): LabError {
  return new LabError({
    code: 'labels-uneven',
    file,
    field: 'labels',
    expected: `one for each of ${countOf(rows, 'row')}`,
    found: countOf(labels, 'label'),
    at: '',
    fix: 'Bring the labels and the rows of the table to the same number.',
  });
}
