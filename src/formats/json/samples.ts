import type { DigitalSamples } from '../../domain/recording';
import type { Document, Field } from './field';

const LOWEST_16 = -(2 ** 15);
const LOWEST_32 = -(2 ** 31);

/** Samples in the narrowest storage that holds them exactly, and the value that stands for null. */
export function samplesOf(document: Document, field: Field): { digital: DigitalSamples; missing: number | null } {
  const { value } = field;
  if (!Array.isArray(value) || value.length === 0) throw document.refusal(field, 'a list with at least one number');
  const fits = (lowest: number): boolean =>
    value.every((sample) => sample === null || (Number.isInteger(sample) && sample > lowest && sample < -lowest));
  const odd = value.findIndex((sample) => sample !== null && typeof sample !== 'number');
  if (odd >= 0) throw document.refusal({ path: `${field.path}[${odd}]`, value: value[odd] }, 'a number or null');
  const missing = value.includes(null)
    ? fits(LOWEST_16)
      ? LOWEST_16
      : fits(LOWEST_32)
        ? LOWEST_32
        : Number.NaN
    : null;
  const numbers = (value as (number | null)[]).map((sample) => sample ?? (missing as number));
  if (fits(LOWEST_16)) return { digital: Int16Array.from(numbers), missing };
  if (fits(LOWEST_32)) return { digital: Int32Array.from(numbers), missing };
  return { digital: Float64Array.from(numbers), missing };
}
