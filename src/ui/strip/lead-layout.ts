/** Where each lead lies on the paper. The columns of a row follow each other in time, as a recorder prints them. */

import type { Lead } from '../../domain/recording';

export const LAYOUTS = ['one', 'stacked', '3x4', '3x4+1', '6x2', '12x1'] as const;
export type Layout = (typeof LAYOUTS)[number];

export const LAYOUT_NAMES: Readonly<Record<Layout, string>> = {
  one: 'one lead',
  stacked: 'all leads',
  '3x4': '3 × 4',
  '3x4+1': '3 × 4 + 1',
  '6x2': '6 × 2',
  '12x1': '12 × 1',
};

/** The order in which recorders print them (AHA/ACCF/HRS 2007, Circulation 115:1306). */
const STANDARD_LEADS = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const;
const FEWEST_STANDARD_LEADS = 2;
/** More rows than these are no longer read. */
const MOST_STACKED = 12;

export interface Place {
  /** What the lead is called on the paper; the name of the one that is missing where `lead` is null. */
  readonly name: string;
  /** Its place in the recording; null where the recording does not have it. */
  readonly lead: number | null;
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  /** Of this row. */
  readonly columns: number;
}

type Named = Pick<Lead, 'name'>;

/** The standard lead that a name stands for: `ECG lead avf` is aVF. MLII is none: it is taken elsewhere. */
export function standardName(name: string): (typeof STANDARD_LEADS)[number] | undefined {
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/^(ecg|lead|[\s_.:-])+/, '');
  return STANDARD_LEADS.find((each) => each.toLowerCase() === plain);
}

/** The layouts that make sense for these leads. */
export function layoutsFor(leads: readonly Named[]): Layout[] {
  const standard = leads.filter(({ name }) => standardName(name)).length;
  return LAYOUTS.filter((layout) => {
    if (layout === 'one') return true;
    return layout === 'stacked' ? leads.length > 1 : standard >= FEWEST_STANDARD_LEADS;
  });
}

/** Every place of the layout, the empty ones with the name of the lead that belongs there. `shown`: the lead that is chosen. */
export function placesOf(layout: Layout, leads: readonly Named[], shown: number): Place[] {
  const nameOf = (lead: number): string => leads[lead]?.name ?? '';
  switch (layout) {
    case 'one':
      return [{ name: nameOf(shown), lead: shown, row: 0, rows: 1, column: 0, columns: 1 }];
    case 'stacked': {
      const rows = Math.min(MOST_STACKED, leads.length);
      return leads.slice(0, rows).map(({ name }, lead) => ({ name, lead, row: lead, rows, column: 0, columns: 1 }));
    }
    case '3x4':
      return standardPlaces(leads, 3, 3);
    case '3x4+1':
      return [
        ...standardPlaces(leads, 3, 4),
        { name: nameOf(shown), lead: shown, row: 3, rows: 4, column: 0, columns: 1 },
      ];
    case '6x2':
      return standardPlaces(leads, 6, 6);
    case '12x1':
      return standardPlaces(leads, 12, 12);
  }
}

/** The twelve leads downwards, then to the right. */
function standardPlaces(leads: readonly Named[], perColumn: number, rows: number): Place[] {
  const columns = STANDARD_LEADS.length / perColumn;
  return STANDARD_LEADS.map((name, index) => {
    const lead = leads.findIndex((each) => standardName(each.name) === name);
    const column = Math.floor(index / perColumn);
    return { name, lead: lead < 0 ? null : lead, row: index % perColumn, rows, column, columns };
  });
}
