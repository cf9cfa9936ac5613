import type { Lead } from '../../domain/recording';

/** The records of the MIT-BIH Arrhythmia Database (Moody & Mark, IEEE Eng Med Biol 20(3):45-50, 2001). */
const RECORDS = new Set(
  `100 101 102 103 104 105 106 107 108 109 111 112 113 114 115 116 117 118 119 121 122 123 124 200 201 202 203 205 207
  208 209 210 212 213 214 215 217 219 220 221 222 223 228 230 231 232 233 234`.split(/\s+/),
);
const LEADS = new Set(['MLII', 'V1', 'V2', 'V4', 'V5']);
const RATE_HZ = 360;
const SAMPLES = 650_000;

/** 201 and 202 come from one tape: 48 records, 47 subjects. */
const SUBJECT_OF_RECORD: Readonly<Record<string, string>> = { 202: '201' };

/** The Noise Stress Test Database adds noise to MIT-BIH records 118 and 119: `118e06`, `119e_6`. */
const STRESS_TEST_RECORD = /^(118|119)e(?:\d\d|_\d)$/;

/**
 * The person behind a record of MIT-BIH or of the stress test made from it, wherever the files lie; undefined for any
 * other record. A name such as `100` is common, so rate, length and leads must fit as well.
 */
export function mitBihSubject(name: string, leads: readonly Lead[]): string | undefined {
  const record = STRESS_TEST_RECORD.exec(name)?.[1] ?? name;
  if (!RECORDS.has(record) || leads.length !== 2) return undefined;
  const fits = leads.every(
    (lead) => lead.samplingRateHz === RATE_HZ && lead.digital.length === SAMPLES && LEADS.has(lead.name),
  );
  return fits ? `mit-bih/${SUBJECT_OF_RECORD[record] ?? record}` : undefined;
}
