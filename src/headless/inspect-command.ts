import { misused, readArguments } from './arguments';
import { type InspectEntry, inspect } from './inspect';

/** Exit status: 1 where anything failed. Throws `LabError` where the call is not understood. */
export async function runInspect(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    allowPositionals: true,
    options: { json: { type: 'boolean' }, rate: { type: 'string' } },
  });
  if (positionals.length === 0) throw misused('lab inspect', 'at least one file or folder', 'none');
  const rate = values.rate === undefined ? undefined : Number(values.rate);
  if (rate !== undefined && !(rate > 0)) throw misused('--rate', 'a sampling rate in Hz', String(values.rate));
  const entries = await inspect(positionals, rate);
  process.stdout.write(values.json ? `${JSON.stringify(entries, null, 1)}\n` : `${entries.map(lineOf).join('\n')}\n`);
  return entries.some((entry) => 'error' in entry) ? 1 : 0;
}

function lineOf(entry: InspectEntry): string {
  if ('error' in entry) return `!  ${entry.error.message}`;
  const leads = entry.leads
    .map(({ name, samplingRateHz, checksum }) => `${name} ${samplingRateHz} Hz, checksum ${checksum}`)
    .join('; ');
  const beats = Object.entries(entry.beats)
    .map(([symbol, count]) => `${symbol} ${count}`)
    .join(' ');
  const warnings = entry.warnings.map((warning) => `\n   ${warning}`).join('');
  return `${entry.name}  ${entry.format}  ${entry.durationSeconds.toFixed(1)} s  ${leads}  beats: ${beats || 'none'}${warnings}`;
}
