/** What the bench found, as it is written to the file. */

import type { EngineName } from './contender';

interface RowName {
  readonly model: string;
  readonly engine: EngineName;
  readonly backend: string;
  /** Beats in a step. */
  readonly batch: number;
}

export interface MeasuredRow extends RowName {
  /** Median over the rounds. */
  readonly beatsPerSecond: number;
  /** The slowest and the fastest round, in beats a second. */
  readonly spread: readonly [number, number];
  /** Beats a second, round by round. */
  readonly rounds: readonly number[];
  readonly msPerStep: number;
  readonly issueMsPerStep: number | null;
  readonly launchesPerStep: number | null;
  readonly peakGpuBytes: number | null;
  /** Of the first steps, each before its update: from the same weights and batches they are the same everywhere. */
  readonly losses: readonly number[];
  /** A sentence where they are not. */
  readonly mismatch?: string;
}

export interface RefusedRow extends RowName {
  /** Why there is no number. */
  readonly cannot: string;
}

export type Row = MeasuredRow | RefusedRow;

export function isMeasured(row: Row): row is MeasuredRow {
  return !('cannot' in row);
}

/** `lab`, `tfjs`, `jax-js`, `pytorch (cpu, 1 thread)`: PyTorch runs in several ways at once. */
export function rivalName({ engine, backend }: RowName): string {
  return engine === 'pytorch' ? `${engine} (${backend})` : engine;
}

/** By model, batch and rival: how many times as fast ours is. */
export type Ratios = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;

/** Medians over the rounds of ours by theirs in the same round: what disturbed the machine then disturbed both. */
export function ratiosOf(rows: readonly Row[]): Ratios {
  const ratios: Record<string, Record<string, Record<string, number>>> = {};
  const measured = rows.filter(isMeasured);
  for (const lab of measured.filter(({ engine }) => engine === 'lab')) {
    const { model, batch } = lab;
    const rivals = measured.filter((row) => row.model === model && row.batch === batch && row.engine !== 'lab');
    const byRival = rivals.map((rival) => [rivalName(rival), ratio(lab, rival)]);
    ratios[model] = { ...ratios[model], [batch]: Object.fromEntries(byRival) };
  }
  return ratios;
}

function ratio({ rounds }: MeasuredRow, rival: MeasuredRow): number {
  return median(rounds.map((ours, round) => ours / (rival.rounds[round] as number)));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
