import { type ParseArgsConfig, parseArgs } from 'node:util';
import { LabError } from '../domain/problem';

/** As `parseArgs`, but an unknown or incomplete option is a sentence for a person. */
export function readArguments<Config extends ParseArgsConfig>(args: readonly string[], config: Config) {
  try {
    return parseArgs<Config & { args: string[] }>({ ...config, args: [...args] });
  } catch (thrown) {
    throw misused(
      'command line',
      'options that the command has',
      thrown instanceof Error ? thrown.message : String(thrown),
    );
  }
}

export function misused(option: string, expected: string, found: string): LabError {
  return new LabError({
    code: 'command-line',
    file: '',
    field: option,
    expected,
    found,
    at: '',
    fix: 'See "lab --help".',
  });
}

/** The parts of a list with commas; undefined where the option was not given. */
export function listOf(value: string | undefined): string[] | undefined {
  return value
    ?.split(',')
    .map((each) => each.trim())
    .filter(Boolean);
}

/** The value itself; throws a sentence where it is none of those allowed. */
export function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (!found) throw misused(option, `one of ${allowed.join(', ')}`, value);
  return found;
}

/** A whole number above 0. */
export function count(option: string, value: string | undefined, initial: number): number {
  const number = positive(option, value, initial);
  if (!Number.isInteger(number)) throw misused(option, 'a whole number', value ?? '');
  return number;
}

/** A number above 0. */
export function positive(option: string, value: string | undefined, initial: number): number {
  if (value === undefined) return initial;
  const number = Number(value);
  if (!(number > 0 && Number.isFinite(number))) throw misused(option, 'a number above 0', value);
  return number;
}

/** A whole number, or 0 for none. */
export function wholeOrNone(option: string, value: string | undefined, initial: number): number {
  const number = Number(value ?? initial);
  if (!Number.isInteger(number) || number < 0 || value === '')
    throw misused(option, 'a whole number of 0 or more', value ?? '');
  return number;
}

/** A number from `lowest` to `highest`. */
export function between(
  option: string,
  value: string | undefined,
  initial: number,
  lowest: number,
  highest: number,
): number {
  const number = Number(value ?? initial);
  if (number >= lowest && number <= highest && value !== '') return number;
  const upTo = highest === Number.MAX_VALUE ? 'up' : `to ${highest}`;
  throw misused(option, `a number from ${lowest} ${upTo}`, value ?? '');
}
