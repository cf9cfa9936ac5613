/** What the page is shown of a long recording while it is being read. */

import { type AnnotationColumns, columnsOf } from '../src/domain/annotation-columns';
import type { LeadPyramid, PyramidLevel } from '../src/domain/lead-pyramid';
import { type Annotation, durationSeconds, type Lead, type Recording } from '../src/domain/recording';
import { isShared } from '../src/domain/sample-memory';
import { buildLeadPyramid, emptyLevels, growLevels, usualRange } from '../src/signals/lead-pyramid';
import type { IngestEvent } from './protocol';

/** Builds the zooms of the leads along with their samples, and says how far they are. */
export class GrowingPicture {
  private recording: Recording | undefined;
  private columns: AnnotationColumns | undefined;
  private readSeconds = 0;
  private levels: readonly (readonly PyramidLevel[])[] = [];

  constructor(private readonly tell: (event: IngestEvent) => void) {}

  grew(recording: Recording, readSeconds: number): void {
    const isNew = recording !== this.recording;
    if (isNew) this.begin(recording);
    recording.leads.forEach((lead, index) => {
      const levels = this.levels[index] as readonly PyramidLevel[];
      growLevels(levels, lead, samplesIn(lead, this.readSeconds), samplesIn(lead, readSeconds));
    });
    this.readSeconds = readSeconds;
    if (isNew) this.show(recording, readSeconds);
    this.tell({ kind: 'grew', readSeconds });
  }

  /** The zooms of a recording that was read to its end: those that have grown where it was seen growing. */
  pyramidsOf({ leads }: Pick<Recording, 'leads'>): LeadPyramid[] {
    return leads.map((lead, index) => {
      const isGrown = this.recording?.leads[index]?.digital === lead.digital;
      const isWhole = isGrown && samplesIn(lead, this.readSeconds) === lead.digital.length;
      const levels = this.levels[index];
      return isWhole && levels ? { levels, usualRange: usualRange(lead) } : buildLeadPyramid(lead);
    });
  }

  /** The annotations as columns, which were made already where they are those of the growing recording. */
  columnsOf(annotations: readonly Annotation[]): AnnotationColumns {
    return this.columns && this.recording?.annotations === annotations ? this.columns : columnsOf(annotations);
  }

  /** Whether it is shown: under its id, for others were shown before it. */
  isOf({ id }: Pick<Recording, 'id'>): boolean {
    return this.recording?.id === id;
  }

  private begin(recording: Recording): void {
    this.recording = recording;
    this.columns = columnsOf(recording.annotations);
    this.readSeconds = 0;
    this.levels = recording.leads.map(({ digital }) => emptyLevels(digital));
  }

  private show(recording: Recording, readSeconds: number): void {
    const pyramids = recording.leads.map((lead, index) => ({
      levels: this.levels[index] as readonly PyramidLevel[],
      usualRange: usualRange(lead, samplesIn(lead, readSeconds)),
    }));
    const leads = recording.leads.map((lead) => (isShared(lead.digital) ? lead : upTo(lead, readSeconds)));
    const annotations = this.columns as AnnotationColumns;
    this.tell({
      kind: 'growing',
      growing: {
        recording: { ...recording, leads, annotations },
        durationSeconds: durationSeconds(recording),
        pyramids,
      },
    });
  }
}

function samplesIn({ digital, samplingRateHz }: Lead, seconds: number): number {
  return Math.min(digital.length, Math.round(seconds * samplingRateHz));
}

/** A copy of what was read, not a view: that would be posted with the whole memory behind it. */
function upTo(lead: Lead, seconds: number): Lead {
  return { ...lead, digital: lead.digital.slice(0, samplesIn(lead, seconds)) };
}
