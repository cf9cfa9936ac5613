/** The quality of each beat of the shown recording, from when a person asks for it or lets it choose what trains. */

import { analysedLead } from '../domain/channels';
import { beatsOf, type Lead, type Recording } from '../domain/recording';
import { selectedRecording } from './selected-recording';
import type { LabState } from './state';
import { type LabStore, showThrown } from './store';
import type { LabWorkers } from './workers';

export class Judging {
  private asked = false;
  private latest: { readonly recording: Recording; readonly lead: Lead } | null = null;

  constructor(
    private readonly store: LabStore,
    private readonly workers: LabWorkers,
  ) {}

  follow(): void {
    this.store.subscribe(({ selection, recordings, spec }, before) => {
      const isSeen = selection === before.selection && recordings === before.recordings && spec === before.spec;
      if (!isSeen) this.refresh();
    });
  }

  ask(): void {
    this.asked = true;
    this.refresh();
  }

  private refresh(): void {
    const state = this.store.getState();
    if (!this.asked && !state.spec.leastQuality) return;
    const wanted = shownIn(state);
    if (!wanted || (this.latest?.recording === wanted.recording && this.latest.lead === wanted.lead)) return;
    this.latest = wanted;
    void this.judge(wanted).catch((thrown) => showThrown(this.store, thrown));
  }

  private async judge({ recording, lead }: { readonly recording: Recording; readonly lead: Lead }): Promise<void> {
    const { annotationRateHz, foundBy = null } = recording;
    const beatSamples = Float64Array.from(beatsOf(recording), ({ sample }) => sample);
    const job = { lead, beatSamples, annotationRateHz, foundBy };
    const values = await this.workers.representation.run('beatQuality', job);
    if (this.latest?.recording === recording && this.latest.lead === lead)
      this.store.setState({ beatQuality: { recording, values } });
  }
}

/** Rows of a table are no beats in a signal. */
function shownIn(state: LabState): { recording: Recording; lead: Lead } | null {
  const recording = selectedRecording(state);
  const lead = recording && recording.excerptSamples === undefined ? analysedLead(recording, state.spec) : undefined;
  return recording && lead ? { recording, lead } : null;
}
