import { LabError } from '../../domain/problem';

/** A DICOM file that is damaged, or holds something else than waveforms that are read. */
export function refusal(
  path: string,
  field: string,
  expected: string,
  found: string,
  fix = 'Export the ECG again, as an uncompressed waveform.',
): LabError {
  return new LabError({ code: 'dicom-invalid', file: path, field, expected, found, at: '', fix });
}
