/** Numbers in tables: fixed decimals, so that columns line up, and a dash where there is none. */

export const NO_NUMBER = '–';
export const NO_NUMBER_REASON = 'No number: there is no such beat to divide by.';

/** By decimals: to make a formatter costs a hundred times what it costs to use one. */
const formats = new Map<number, Intl.NumberFormat>();

export function numberText(value: number, digits: number): string {
  if (!Number.isFinite(value)) return NO_NUMBER;
  const known = formats.get(digits);
  if (known) return known.format(value);
  const format = new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  formats.set(digits, format);
  return format.format(value);
}

/** A share as percent without the sign: 0.9283 is `92.8`. */
export function percentText(share: number, digits = 1): string {
  return numberText(100 * share, digits);
}

/** The same with its sign, which stays on the same line. */
export function shareText(share: number, digits = 1): string {
  return `${percentText(share, digits)}\u00a0%`;
}
