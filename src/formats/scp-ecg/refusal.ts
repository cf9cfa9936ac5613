import { LabError } from '../../domain/problem';

/** An SCP-ECG record that is cut, damaged, or coded in a way that is not read. */
export function refusal(
  path: string,
  at: number,
  field: string,
  expected: string,
  found: string,
  fix = 'Export the ECG again from the device.',
): LabError {
  return new LabError({ code: 'scp-ecg-invalid', file: path, field, expected, found, at: `byte ${at}`, fix });
}
