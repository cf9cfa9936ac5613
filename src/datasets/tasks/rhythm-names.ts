/** Rhythms as PhysioNet's annotation files name them (https://archive.physionet.org/physiobank/annotations.shtml). */
const NAMES: Readonly<Record<string, string>> = {
  AB: 'atrial bigeminy',
  AFIB: 'atrial fibrillation',
  AFL: 'atrial flutter',
  B: 'ventricular bigeminy',
  BII: 'second-degree heart block',
  IVR: 'idioventricular rhythm',
  N: 'normal sinus rhythm',
  NOD: 'nodal rhythm',
  P: 'paced rhythm',
  PREX: 'pre-excitation',
  SBR: 'sinus bradycardia',
  SVTA: 'supraventricular tachyarrhythmia',
  T: 'ventricular trigeminy',
  VFL: 'ventricular flutter',
  VT: 'ventricular tachycardia',
};

/** The code itself where PhysioNet names no such rhythm. */
export function rhythmName(code: string): string {
  return NAMES[code] ?? code;
}
