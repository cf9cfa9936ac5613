import type { Lead } from '../../domain/recording';

/** MUSE stores eight leads: the other four limb leads follow from I and II (Einthoven's law, Goldberger's definitions). */
const DERIVED: readonly { readonly name: string; of(one: number, two: number): number }[] = [
  { name: 'III', of: (one, two) => two - one },
  { name: 'aVR', of: (one, two) => -(one + two) / 2 },
  { name: 'aVL', of: (one, two) => one - two / 2 },
  { name: 'aVF', of: (one, two) => two - one / 2 },
];

/** The limb leads that are not among `leads`; none where I and II are not, or are not alike. In halves, so as float32. */
export function derivedLeads(leads: readonly Lead[]): Lead[] {
  const [one, two] = ['I', 'II'].map((name) => leads.find((lead) => lead.name === name));
  if (!one || !two || one.gain !== two.gain || one.digital.length !== two.digital.length) return [];
  return DERIVED.filter(({ name }) => !leads.some((lead) => lead.name === name)).map(({ name, of }) => ({
    ...one,
    name,
    digital: Float32Array.from(one.digital, (value, at) => of(value, two.digital[at] as number)),
    checksum: 'none',
  }));
}
