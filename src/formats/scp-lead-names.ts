/**
 * Leads by their number in SCP-ECG (EN 1064, section 3). DICOM names leads by the same numbers, either as a code of SCP-ECG
 * itself (`5.6.3-9-61`) or as one of ISO/IEEE 11073-10101 (`2:61`).
 */
const NAMES: Readonly<Record<number, string>> = {
  1: 'I',
  2: 'II',
  3: 'V1',
  4: 'V2',
  5: 'V3',
  6: 'V4',
  7: 'V5',
  8: 'V6',
  9: 'V7',
  10: 'V2R',
  11: 'V3R',
  12: 'V4R',
  13: 'V5R',
  14: 'V6R',
  15: 'V7R',
  16: 'X',
  17: 'Y',
  18: 'Z',
  19: 'CC5',
  20: 'CM5',
  61: 'III',
  62: 'aVR',
  63: 'aVL',
  64: 'aVF',
  66: 'V8',
  67: 'V9',
  68: 'V8R',
  69: 'V9R',
};

/** The name of a lead; undefined where the lab knows none for its number. */
export function scpLeadName(number: number): string | undefined {
  return NAMES[number];
}
