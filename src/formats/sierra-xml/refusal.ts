import { LabError } from '../../domain/problem';

export function damagedSierra(path: string, field: string, expected: string, found: string): LabError {
  return new LabError({
    code: 'sierra-xml-invalid',
    file: path,
    field,
    expected,
    found,
    at: '',
    fix: 'Export the ECG again as Sierra XML.',
  });
}
