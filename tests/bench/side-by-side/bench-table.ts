/** The bench as a person reads it. */

import { isMeasured, type MeasuredRow, type Ratios, type Row, rivalName } from './rows';

const HEADER = [
  'model',
  'batch',
  'engine',
  'backend',
  'beats/s',
  'slowest-fastest',
  'ms/step',
  'issue ms',
  'launches',
  'GPU MB',
  'ours is',
];

const AGREEMENT = 'All of them began with the same losses, within 0.1 %.';

/** A Markdown table, a row a contender; below it whose losses differ, and who could not take part and why. */
export function benchTable(rows: readonly Row[], ratios: Ratios): string {
  const measured = rows.filter(isMeasured);
  const refused = rows.flatMap((row) =>
    isMeasured(row) ? [] : [`${row.model}, batch ${row.batch}: ${row.engine} on ${row.backend} cannot: ${row.cannot}`],
  );
  const mismatches = measured.flatMap((row) =>
    row.mismatch ? [`${row.model}, batch ${row.batch}, ${rivalName(row)}: ${row.mismatch}`] : [],
  );
  return [
    line(HEADER),
    line(HEADER.map((_, column) => (column < 4 ? '---' : '---:'))),
    ...measured.map((row) => line(cells(row, ratios))),
    '',
    ...(mismatches.length > 0 || measured.length < 2 ? mismatches : [AGREEMENT]),
    ...refused,
  ].join('\n');
}

function cells(row: MeasuredRow, ratios: Ratios): string[] {
  const { model, batch, engine, backend, beatsPerSecond, spread, msPerStep } = row;
  const ratio = ratios[model]?.[batch]?.[rivalName(row)];
  return [
    model,
    String(batch),
    engine,
    backend,
    whole(beatsPerSecond),
    spread.map(whole).join(' - '),
    short(msPerStep),
    short(row.issueMsPerStep),
    row.launchesPerStep === null ? '–' : whole(row.launchesPerStep),
    short(row.peakGpuBytes === null ? null : row.peakGpuBytes / 1e6),
    ratio === undefined ? '' : `${short(ratio)} x`,
  ];
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** Three figures. */
function short(value: number | null): string {
  if (value === null) return '–';
  return value >= 100 ? whole(value) : value.toPrecision(3);
}

function line(columns: readonly string[]): string {
  return `| ${columns.join(' | ')} |`;
}
