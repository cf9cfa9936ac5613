import { LabError } from '../domain/problem';

/** Bytes of base64 text with any white space in it. Throws `LabError` with the code `base64-invalid`. */
export function bytesOfBase64(text: string, path: string, field: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text.replace(/\s+/g, '')), (character) => character.charCodeAt(0));
  } catch {
    throw new LabError({
      code: 'base64-invalid',
      file: path,
      field,
      expected: 'base64',
      found: 'other characters, or a length that cannot be',
      at: '',
      fix: 'Export the recording again; the file was probably cut off or edited by hand.',
    });
  }
}
