import { LabError } from '../../domain/problem';

/** A MAT file that is cut, damaged or of a kind that is not read. */
export function damagedMat(path: string, at: number, field: string, expected: string, found: string): LabError {
  return new LabError({
    code: 'mat-damaged',
    file: path,
    field,
    expected,
    found,
    at: `byte ${at}`,
    fix: 'Use an undamaged copy, or save the variables again (save -v7 in MATLAB).',
  });
}
