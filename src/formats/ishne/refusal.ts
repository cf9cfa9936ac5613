import { LabError } from '../../domain/problem';

/** An ISHNE file that is cut, or whose header makes no sense. */
export function refusal(path: string, at: number, field: string, expected: string, found: string): LabError {
  const fix = 'Export the Holter recording again.';
  return new LabError({ code: 'ishne-invalid', file: path, field, expected, found, at: `byte ${at}`, fix });
}
