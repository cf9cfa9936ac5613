import { describe, expect, it } from 'vitest';
import { benchTable } from './bench-table';
import { type MeasuredRow, median, type Row, ratiosOf } from './rows';

function row(engine: MeasuredRow['engine'], rounds: readonly number[], more: Partial<MeasuredRow> = {}): MeasuredRow {
  const beatsPerSecond = median(rounds);
  return {
    model: 'reference',
    engine,
    backend: 'webgpu',
    batch: 64,
    beatsPerSecond,
    spread: [Math.min(...rounds), Math.max(...rounds)],
    rounds,
    msPerStep: 64_000 / beatsPerSecond,
    issueMsPerStep: 0.25,
    launchesPerStep: 68,
    peakGpuBytes: 3_210_000,
    losses: [1.4],
    ...more,
  };
}

const ROWS: readonly Row[] = [
  row('lab', [4000, 2000, 6000]),
  row('tfjs', [400, 100, 500], { launchesPerStep: 705 }),
  row('pytorch', [4000, 4000, 4000], { backend: 'cpu, 1 thread', issueMsPerStep: null, peakGpuBytes: null }),
  { model: 'reference', engine: 'jax-js', backend: 'webgpu', batch: 64, cannot: 'there is no device.' },
];

describe('what the bench writes and prints', () => {
  it('compares within a round, because what disturbs the machine disturbs both', () => {
    expect(ratiosOf(ROWS)).toEqual({ reference: { '64': { tfjs: 12, 'pytorch (cpu, 1 thread)': 1 } } });
  });

  it('has a line for each that ran, and the reason of each that did not', () => {
    const table = benchTable(ROWS, ratiosOf(ROWS));
    expect(table).toContain('| reference | 64 | lab | webgpu | 4,000 | 2,000 - 6,000 | 16.0 | 0.250 | 68 | 3.21 |  |');
    expect(table).toContain('| reference | 64 | tfjs | webgpu | 400 | 100 - 500 | 160 | 0.250 | 705 | 3.21 | 12.0 x |');
    expect(table).toContain('| pytorch | cpu, 1 thread | 4,000 | 4,000 - 4,000 | 16.0 | – | 68 | – | 1.00 x |');
    expect(table).toContain('reference, batch 64: jax-js on webgpu cannot: there is no device.');
    expect(table).toContain('began with the same losses');
  });

  it('says it when a contender trained something else', () => {
    const rows = [row('lab', [1]), row('tfjs', [1], { mismatch: 'Trains something else.' })];
    const table = benchTable(rows, ratiosOf(rows));
    expect(table).toContain('reference, batch 64, tfjs: Trains something else.');
    expect(table).not.toContain('began with the same losses');
  });

  it('claims no agreement where nobody was compared', () => {
    const alone = [row('lab', [1])];
    expect(benchTable(alone, ratiosOf(alone))).not.toContain('same losses');
  });
});
