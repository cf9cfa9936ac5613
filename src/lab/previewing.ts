/** The selected beat in every representation, following selection and sliders; and the means of each class. */

import type { PreviewView, RepresentationSums } from '../../workers/protocol';
import { type BlockJob, blockJobOf, previewJobOf } from '../datasets/block-job';
import { planExperiment } from '../datasets/plan-experiment';
import { analysedLead } from '../domain/channels';
import type { ExperimentSpec } from '../domain/experiment';
import { beatsOf, type Recording } from '../domain/recording';
import type { ParameterValues } from '../domain/representation';
import type { ExampleClass } from '../domain/task';
import { selectedRecording } from './selected-recording';
import { shownRepresentations } from './shown-representations';
import type { BeatSelection, ClassProfile, LabState } from './state';
import { type LabStore, showThrown } from './store';
import { CancelledError } from './worker-client';
import type { LabWorkers } from './workers';

export class Previewing {
  private busy = false;
  private wanted = false;
  /** The lead that the preview worker has, and which worker that was. */
  private given = { key: '', generation: -1 };
  /** By representation: its last picture, and the name of all that it depends on. */
  private readonly drawn = new Map<string, { readonly name: string; readonly view: PreviewView }>();
  private readonly numbers = new WeakMap<Recording, number>();
  private nextNumber = 0;
  private profiling: AbortController | null = null;

  constructor(
    private readonly store: LabStore,
    private readonly workers: LabWorkers,
  ) {}

  /**
   * Recomputes whenever selection, representations or conditioning change, and when the selected recording arrives or is
   * another; while one is computed only the latest waits.
   */
  follow(): void {
    const seen = (state: LabState) => [
      state.selection,
      selectedRecording(state),
      state.spec.representations,
      state.spec.conditioning,
      state.spec.leads,
      state.spec.channels,
      state.definitions,
      shownIn(state).join(),
    ];
    this.store.subscribe((state, before) => {
      const old = seen(before);
      if (seen(state).some((part, index) => part !== old[index])) void this.refresh();
      const known = state.classProfiles?.profiles;
      if (known && shownIn(state).some((id) => !known[id])) this.store.setState({ classProfiles: null });
    });
  }

  async computeClassProfiles(scope: 'recording' | 'all'): Promise<void> {
    this.profiling?.abort();
    const controller = new AbortController();
    this.profiling = controller;
    const { recordings, selection, spec, definitions } = this.store.getState();
    const { recordings: taken, plan } = planExperiment(recordings, spec);
    const chosen = scope === 'all' ? taken : taken.filter(({ id }) => id === selection?.recordingId);
    const ids = shownIn({ definitions, spec });
    try {
      const sums = await Promise.all(
        chosen.map((recording) =>
          this.workers.representation.run(
            'classSums',
            { job: blockJobOf(recording, plan, ofOneLead(recording, spec), ids), classes: plan.classes.length },
            { signal: controller.signal },
          ),
        ),
      );
      const profiles = Object.fromEntries(
        ids.map((id) => [
          id,
          profilesOf(
            sums.flatMap((each) => each[id] ?? []),
            plan.classes,
          ),
        ]),
      );
      if (this.profiling === controller) this.store.setState({ classProfiles: { scope, profiles } });
    } catch (thrown) {
      if (!(thrown instanceof CancelledError)) showThrown(this.store, thrown);
    }
  }

  private async refresh(): Promise<void> {
    this.wanted = true;
    if (this.busy) return;
    this.busy = true;
    while (this.wanted) {
      this.wanted = false;
      await this.compute();
    }
    this.busy = false;
  }

  private async compute(): Promise<void> {
    const { selection, spec, definitions } = this.store.getState();
    const recording = selectedRecording(this.store.getState());
    if (!selection || !recording) return;
    // Without beats there is nothing to show, which the panels say; it is no fault.
    const isTable = recording.excerptSamples !== undefined;
    if (!isTable && beatsOf(recording).length === 0) return this.store.setState({ preview: null });
    try {
      const views = await this.ask(recording, selection, spec, shownIn({ definitions, spec }));
      this.store.setState({ preview: { selection, views } });
    } catch (thrown) {
      this.given = { key: '', generation: -1 };
      if (!(thrown instanceof CancelledError)) showThrown(this.store, thrown);
    }
  }

  /** Only what changed is computed: a slider is of one representation, and the others have their picture. */
  private async ask(
    recording: Recording,
    { beatNumber }: BeatSelection,
    spec: ExperimentSpec,
    shown: readonly string[],
  ): Promise<PreviewView[]> {
    const key = JSON.stringify([this.numberOf(recording), spec.leads, spec.channels, spec.conditioning]);
    const parametersOf = (id: string): ParameterValues => spec.representations[id] ?? {};
    const nameOf = (id: string): string => JSON.stringify([key, beatNumber, parametersOf(id)]);
    const wanted = shown.filter((id) => this.drawn.get(id)?.name !== nameOf(id));
    if (wanted.length > 0) {
      const job = await this.jobFor(key, () => previewJobOf(recording, ofOneLead(recording, spec)));
      const representations = Object.fromEntries(wanted.map((id) => [id, parametersOf(id)]));
      const views = await this.workers.preview.run('preview', { key, job, beat: beatNumber, representations });
      this.given = { key, generation: this.workers.preview.generation };
      for (const view of views) this.drawn.set(view.id, { name: nameOf(view.id), view });
    }
    return shown.flatMap((id) => this.drawn.get(id)?.view ?? []);
  }

  /** null where the preview worker has it. */
  private async jobFor(key: string, make: () => BlockJob): Promise<BlockJob | null> {
    if (this.given.key === key && this.given.generation === this.workers.preview.generation) return null;
    // Posting half an hour of a lead takes some milliseconds, which the task that shows the recording has not left.
    await new Promise((resolve) => setTimeout(resolve));
    return make();
  }

  /** Its own: a file that is opened again, corrected beats and beats found anew are each another recording. */
  private numberOf(recording: Recording): number {
    const number = this.numbers.get(recording) ?? this.nextNumber++;
    this.numbers.set(recording, number);
    return number;
  }
}

function shownIn({ definitions, spec }: Pick<LabState, 'definitions' | 'spec'>): string[] {
  return shownRepresentations(
    definitions.map(({ id }) => id),
    spec,
  );
}

/** The eye is shown one lead: the first of several channels, or the usual one of a recording that has no lead for it. */
function ofOneLead(recording: Recording, { channels, ...spec }: ExperimentSpec): ExperimentSpec {
  const lead = analysedLead(recording, { ...spec, ...(channels && { channels }) });
  return lead ? { ...spec, leads: [lead.name] } : spec;
}

/** Mean and standard deviation of each class that has examples, from the sums of several recordings. */
export function profilesOf(parts: readonly RepresentationSums[], classes: readonly ExampleClass[]): ClassProfile[] {
  return classes.flatMap((exampleClass, index) => {
    const count = parts.reduce((sum, part) => sum + (part.counts[index] as number), 0);
    if (count === 0) return [];
    const size = Math.max(...parts.map((part) => (part.sums[index] as Float64Array).length));
    const mean = total(
      parts.map((part) => part.sums[index] as Float64Array),
      size,
    ).map((sum) => sum / count);
    const square = total(
      parts.map((part) => part.squares[index] as Float64Array),
      size,
    );
    const standardDeviation = square.map((sum, at) => Math.sqrt(Math.max(0, sum / count - (mean[at] as number) ** 2)));
    return [{ exampleClass, classIndex: index, count, mean, standardDeviation }];
  });
}

function total(vectors: readonly Float64Array[], size: number): Float64Array {
  const sum = new Float64Array(size);
  for (const vector of vectors) {
    vector.forEach((value, at) => {
      sum[at] = (sum[at] as number) + value;
    });
  }
  return sum;
}
