/** Keeps the beats that the lab found those of the detector that the experiment names. */

import { leadToSearch, withBeatsAt } from '../datasets/found-beats';
import { detectorOf } from '../domain/experiment';
import type { RPeakDetectorId } from '../domain/r-peak-detector';
import type { Recording } from '../domain/recording';
import { sameBeat } from './editing';
import { selectedRecording } from './selected-recording';
import type { LabState } from './state';
import { type LabStore, showThrown } from './store';
import type { LabWorkers } from './workers';

export class Detecting {
  private running: Promise<void> | null = null;

  constructor(
    private readonly store: LabStore,
    private readonly workers: LabWorkers,
  ) {}

  follow(): void {
    this.store.subscribe(({ recordings, reading, spec }, before) => {
      const isSeen =
        recordings === before.recordings && reading === before.reading && spec.detector === before.spec.detector;
      if (!isSeen && !reading) void this.settled();
    });
  }

  /** Resolves when no recording has beats of another detector. */
  settled(): Promise<void> {
    this.running ??= this.searchAll()
      .catch((thrown) => showThrown(this.store, thrown))
      .finally(() => {
        this.running = null;
      });
    return this.running;
  }

  private async searchAll(): Promise<void> {
    for (let stale = staleIn(this.store.getState()); stale.length > 0; stale = staleIn(this.store.getState())) {
      const detector = detectorOf(this.store.getState().spec);
      const searched = await Promise.all(stale.map((recording) => this.search(recording, detector)));
      this.show(new Map(stale.map((recording, index) => [recording, searched[index] as Recording])));
    }
  }

  private async search(recording: Recording, detector: RPeakDetectorId): Promise<Recording> {
    const lead = leadToSearch(recording);
    if (!lead) return recording;
    const { annotationRateHz } = recording;
    const samples = await this.workers.representation.run('findBeats', { lead, annotationRateHz, detector });
    return withBeatsAt(recording, samples, detector);
  }

  private show(searched: ReadonlyMap<Recording, Recording>): void {
    this.store.setState((state) => {
      const { recordings, selection } = state;
      const old = selectedRecording(state);
      const shown = old && searched.get(old);
      return {
        recordings: recordings.map((each) => searched.get(each) ?? each),
        selection:
          selection && shown ? { ...selection, beatNumber: sameBeat(old, shown, selection.beatNumber) } : selection,
        classProfiles: null,
      };
    });
  }
}

/** What a person corrected is kept as it is. */
function staleIn({ recordings, spec }: Pick<LabState, 'recordings' | 'spec'>): Recording[] {
  const wanted = detectorOf(spec);
  return recordings.filter(
    ({ foundBy, edited }) => foundBy !== undefined && foundBy !== wanted && edited === undefined,
  );
}
