import type { Lead } from '../../domain/recording';
import { countOf, listOf } from '../excerpt';
import type { Column } from './columns';
import type { Layout } from './layout';
import type { Table } from './table';

interface Leads {
  readonly leads: readonly Lead[];
  readonly warnings: readonly string[];
}

/** Units of voltage, in units per millivolt: the numbers stay as they stand in the file, the gain makes them mV. */
const PER_MILLIVOLT: readonly { readonly names: RegExp; readonly gain: number }[] = [
  { names: /^m(?:illi)?v(?:olts?)?$/i, gain: 1 },
  { names: /^(?:[uµμ]|micro)v(?:olts?)?$/i, gain: 1e3 },
  { names: /^n(?:ano)?v(?:olts?)?$/i, gain: 1e6 },
  { names: /^v(?:olts?)?$/i, gain: 1e-3 },
];

/** The columns of a table that are leads. Missing samples are NaN. */
export function leadsOf(
  path: string,
  columns: readonly Column[],
  table: Table,
  layout: Layout,
  samplingRateHz: number,
): Leads {
  const warnings: string[] = [];
  const unitless: string[] = [];
  const leads: Lead[] = [];
  const only = columns.filter(({ kind }) => kind === 'lead').length === 1;
  for (const [index, column] of columns.entries()) {
    if (column.kind !== 'lead') continue;
    const digital = table.numbers[index] as Float32Array;
    const name = column.name || (only && statedName(layout.preamble)) || (only ? 'ECG' : `column ${index + 1}`);
    const stated = column.unit || statedUnit(layout.preamble);
    if (stated === '') unitless.push(name);
    const missing = digital.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0);
    if (missing > 0) warnings.push(`${path}, lead ${name}: ${countOf(missing, 'sample')} without a value.`);
    const scale = PER_MILLIVOLT.find(({ names }) => names.test(stated));
    const unit = scale || stated === '' ? 'mV' : stated;
    leads.push({
      name,
      samplingRateHz,
      unit,
      digital,
      gain: scale?.gain ?? 1,
      baseline: 0,
      missing: null,
      checksum: 'none',
    });
  }
  if (unitless.length > 0) {
    warnings.push(`${path}: uncalibrated, as no unit is given for ${listOf(unitless)}; the numbers were taken as mV.`);
  }
  return { leads, warnings };
}

/** `Lead,Lead I` of an Apple Watch, `Labels:= ECG` of BioSPPy. */
function statedName(preamble: readonly string[]): string {
  return statedValue(preamble, /^(?:lead|labels?)\s*[,;:=\t]+\s*(.+)$/i);
}

/** `Unit,µV`. */
function statedUnit(preamble: readonly string[]): string {
  return statedValue(preamble, /^units?\s*[,;:=\t]+\s*(\S+)$/i);
}

function statedValue(preamble: readonly string[], pattern: RegExp): string {
  for (const line of preamble) {
    const value = pattern.exec(line)?.[1];
    if (value !== undefined) return value.trim();
  }
  return '';
}
