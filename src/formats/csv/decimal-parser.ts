const ZERO = 48;
const COLON = 58;
const MINUS = 45;
const PLUS = 43;
/** Up to here both the digits and the power of ten are exact in a double, so that their quotient is rounded once. */
const MOST_DIGITS = 15;
const POWERS_OF_TEN = Float64Array.from({ length: MOST_DIGITS + 1 }, (_, power) => Number(`1e${power}`));

/**
 * The number written in plain decimal in bytes `[from, to)`, equal to `Number(text)`; NaN for anything else, also for
 * exponents and for more than 15 digits, which the caller parses from text.
 */
export function parseDecimal(bytes: Uint8Array, from: number, to: number, decimalByte: number): number {
  let at = from;
  const sign = bytes[at] as number;
  if (sign === MINUS || sign === PLUS) at += 1;
  let digits = 0;
  let mantissa = 0;
  let pointAt = -1;
  for (; at < to; at++) {
    const byte = bytes[at] as number;
    const digit = byte - ZERO;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits += 1;
    } else if (byte === decimalByte && pointAt < 0) pointAt = at;
    else return Number.NaN;
  }
  if (digits === 0 || digits > MOST_DIGITS) return Number.NaN;
  const value = pointAt < 0 ? mantissa : mantissa / (POWERS_OF_TEN[to - 1 - pointAt] as number);
  return sign === MINUS ? -value : value;
}

/** Seconds of a time such as `1:02:03.5` in bytes `[from, to)`; NaN for anything else. */
export function parseClock(bytes: Uint8Array, from: number, to: number, decimalByte: number): number {
  let seconds = 0;
  let start = from;
  for (let at = from; at <= to; at++) {
    if (at < to && bytes[at] !== COLON) continue;
    seconds = seconds * 60 + parseDecimal(bytes, start, at, decimalByte);
    start = at + 1;
  }
  return seconds;
}
