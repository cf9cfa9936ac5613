import { type BitReader, FlacError } from './flac-bits';

const FIXED_COEFFICIENTS: readonly (readonly number[])[] = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

const CONSTANT = 0;
const VERBATIM = 1;
const FIRST_FIXED = 8;
const LAST_FIXED = 12;
const FIRST_LINEAR = 32;

/**
 * Decodes one channel of a frame into the first `samples` places of `into` (RFC 9639, section 9.2).
 * Throws `FlacError`.
 */
export function decodeSubframe(reader: BitReader, bitsPerSample: number, samples: number, into: Int32Array): void {
  const at = reader.byte;
  if (reader.unsigned(1) !== 0) throw new FlacError('a subframe that begins with a zero bit', 'a one', at);
  const type = reader.unsigned(6);
  const wasted = reader.unsigned(1) === 1 ? reader.unary() + 1 : 0;
  const bits = bitsPerSample - wasted;
  if (bits < 1) throw new FlacError(`fewer than ${bitsPerSample} wasted bits`, String(wasted), at);
  if (type === CONSTANT) {
    into.fill(reader.signed(bits), 0, samples);
  } else if (type === VERBATIM) {
    for (let index = 0; index < samples; index++) into[index] = reader.signed(bits);
  } else if (type >= FIRST_FIXED && type <= LAST_FIXED) {
    const coefficients = FIXED_COEFFICIENTS[type - FIRST_FIXED] as readonly number[];
    readWarmUp(reader, bits, coefficients.length, samples, into);
    decodeResidual(reader, coefficients.length, samples, into);
    predict(coefficients, 0, samples, into);
  } else if (type >= FIRST_LINEAR) {
    decodeLinear(reader, bits, type - FIRST_LINEAR + 1, samples, into);
  } else {
    throw new FlacError('a known type of subframe', String(type), at);
  }
  if (wasted > 0) for (let index = 0; index < samples; index++) into[index] = (into[index] as number) << wasted;
}

function decodeLinear(reader: BitReader, bits: number, order: number, samples: number, into: Int32Array): void {
  readWarmUp(reader, bits, order, samples, into);
  const precision = reader.unsigned(4) + 1;
  if (precision === 16) throw new FlacError('a precision of at most 15 bits', '16', reader.byte);
  const shift = reader.signed(5);
  if (shift < 0) throw new FlacError('a shift of at least 0', String(shift), reader.byte);
  const coefficients = Array.from({ length: order }, () => reader.signed(precision));
  decodeResidual(reader, order, samples, into);
  predict(coefficients, shift, samples, into);
}

function readWarmUp(reader: BitReader, bits: number, order: number, samples: number, into: Int32Array): void {
  if (order > samples) throw new FlacError(`a block of at least ${order} samples`, String(samples), reader.byte);
  for (let index = 0; index < order; index++) into[index] = reader.signed(bits);
}

/** Rice-coded residuals after the warm-up samples, in partitions that each have a parameter of their own. */
function decodeResidual(reader: BitReader, order: number, samples: number, into: Int32Array): void {
  const method = reader.unsigned(2);
  if (method > 1) throw new FlacError('residual coding 0 or 1', String(method), reader.byte);
  const parameterBits = method === 0 ? 4 : 5;
  const uncoded = 2 ** parameterBits - 1;
  const partitions = 2 ** reader.unsigned(4);
  const length = samples / partitions;
  if (!Number.isInteger(length) || length < order) {
    throw new FlacError(`partitions that divide ${samples} samples`, String(partitions), reader.byte);
  }
  let index = order;
  for (let partition = 1; partition <= partitions; partition++) {
    const end = partition * length;
    const parameter = reader.unsigned(parameterBits);
    if (parameter === uncoded) {
      const bits = reader.unsigned(5);
      for (; index < end; index++) into[index] = reader.signed(bits);
      continue;
    }
    for (; index < end; index++) {
      const folded = reader.unary() * 2 ** parameter + reader.unsigned(parameter);
      into[index] = folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
    }
  }
}

/**
 * Adds to each residual what the samples before it predict. Sums of products stay below 2^51, which doubles hold exactly.
 */
function predict(coefficients: readonly number[], shift: number, samples: number, into: Int32Array): void {
  const order = coefficients.length;
  const scale = 2 ** shift;
  for (let index = order; index < samples; index++) {
    let sum = 0;
    for (let lag = 0; lag < order; lag++) sum += (coefficients[lag] as number) * (into[index - 1 - lag] as number);
    into[index] = (into[index] as number) + Math.floor(sum / scale);
  }
}
