/** Reading parameter values that come from a saved experiment or a slider. */

import { LabError } from '../domain/problem';
import type { ParameterValues } from '../domain/representation';

/** @throws LabError where the value is missing or no finite number. */
export function numberParameter(parameters: ParameterValues, key: string): number {
  const value = parameters[key];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw wrong(key, 'a number', value);
}

/** @throws LabError where the value is not one of `options`. */
export function choiceParameter<T extends string>(parameters: ParameterValues, key: string, options: readonly T[]): T {
  const value = parameters[key];
  const option = options.find((each) => each === value);
  if (option !== undefined) return option;
  throw wrong(key, `one of ${options.join(', ')}`, value);
}

function wrong(key: string, expected: string, value: unknown): LabError {
  return new LabError({
    code: 'representation-parameter',
    file: '',
    field: `parameter ${key}`,
    at: '',
    expected,
    found: value === undefined ? 'nothing' : `"${value}"`,
    fix: 'Set it again, or reset the representation to its first settings.',
  });
}
