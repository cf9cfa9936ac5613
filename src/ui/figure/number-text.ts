/** Numbers in tables: fixed decimals, so that columns line up, and a dash where there is none. */

export const NO_NUMBER = '–';
export const NO_NUMBER_REASON = 'No number: there is no such beat to divide by.';

export function numberText(value: number, digits: number): string {
  if (!Number.isFinite(value)) return NO_NUMBER;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A share as percent without the sign: 0.9283 is `92.8`. */
export function percentText(share: number, digits = 1): string {
  return numberText(100 * share, digits);
}

/** The same with its sign, which stays on the same line. */
export function shareText(share: number, digits = 1): string {
  return `${percentText(share, digits)}\u00a0%`;
}
