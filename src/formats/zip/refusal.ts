import { LabError } from '../../domain/problem';

/** The refusal of a ZIP that is damaged in its own structure. */
export function damagedZip(file: string, field: string, expected: string, found: string, at = ''): LabError {
  const fix = 'The ZIP is damaged or was cut off; get it again, or unpack it and open the folder.';
  return new LabError({ code: 'zip-damaged', file, field, expected, found, at, fix });
}

/** The refusal of a ZIP that asks for more than the lab unpacks. */
export function zipBomb(file: string, field: string, expected: string, found: string): LabError {
  const fix = 'It looks like a ZIP bomb. If you trust it, unpack it and open the folder.';
  return new LabError({ code: 'zip-bomb', file, field, expected, found, at: '', fix });
}

/** The refusal of a ZIP that uses what the lab does not read. */
export function unsupportedZip(file: string, code: string, field: string, expected: string, found: string): LabError {
  return new LabError({ code, file, field, expected, found, at: '', fix: 'Unpack it and open the folder.' });
}
