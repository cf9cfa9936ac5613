import type { Lead } from '../../domain/recording';
import { mitBihSubject } from './mit-bih-subjects';

/**
 * The person behind a record where a data set's names tell it; undefined elsewhere. Such names are common words, so leads
 * and rate must fit as well. `id` is the header's path without extension.
 */
export function subjectOf(id: string, leads: readonly Lead[]): string | undefined {
  const parts = id.split('/');
  const name = parts.at(-1) ?? '';
  const folder = parts.at(-2) ?? '';
  return mitBihSubject(name, leads) ?? cpscSubject(name, leads) ?? ptbSubject(folder, leads) ?? mimicSubject(name);
}

/** CPSC 2021: `data_<subject>_<part>`, leads I and II at 200 Hz (PhysioNet `cpsc2021`). */
function cpscSubject(name: string, leads: readonly Lead[]): string | undefined {
  const subject = /^data_(\d+)_\d+$/.exec(name)?.[1];
  const fits = leads.length === 2 && leads.every(({ samplingRateHz }) => samplingRateHz === 200);
  return subject !== undefined && fits && leads[0]?.name === 'I' ? `cpsc2021/${subject}` : undefined;
}

/** The PTB Diagnostic ECG Database: a folder a patient; 12 leads and those of Frank at 1,000 Hz (PhysioNet `ptbdb`). */
function ptbSubject(folder: string, leads: readonly Lead[]): string | undefined {
  const subject = /^patient(\d{3})$/.exec(folder)?.[1];
  const fits = leads.length === 15 && leads.every(({ samplingRateHz }) => samplingRateHz === 1000);
  return subject !== undefined && fits ? `ptb/${subject}` : undefined;
}

/** The waveforms of MIMIC: `p000878-2137-10-26-16-57`, the patient and when it began (PhysioNet `mimic3wdb-matched`). */
function mimicSubject(name: string): string | undefined {
  const subject = /^(p\d{6})-\d{4}(?:-\d\d){4}n?$/.exec(name)?.[1];
  return subject === undefined ? undefined : `mimic/${subject}`;
}
