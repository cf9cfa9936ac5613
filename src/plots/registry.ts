import { createRegistry, type Registration } from '../domain/registry';
import type { PlotDefinition } from './plot';

const registrations = [
  {
    id: 'learning-curves',
    label: 'Learning curves',
    load: async () => (await import('./learning-curves')).plot,
  },
  {
    id: 'confusion-matrix',
    label: 'Confusion matrix',
    load: async () => (await import('./confusion-matrix')).plot,
  },
  { id: 'per-class', label: 'Each class', load: async () => (await import('./per-class')).plot },
  {
    id: 'weight-curve',
    label: 'Accuracy against weight',
    load: async () => (await import('./weight-curve')).plot,
  },
  {
    id: 'gradient-share',
    label: 'Share of the gradient',
    load: async () => (await import('./gradient-share')).plot,
  },
  {
    id: 'feature-counts',
    label: 'Features of each modality',
    load: async () => (await import('./feature-counts')).plot,
  },
] as const;

type InputOf<Definition> = Definition extends PlotDefinition<infer Input> ? Input : never;

/** What each plot is drawn from, by id. */
export type PlotInputs = {
  [Each in (typeof registrations)[number] as Each['id']]: InputOf<Awaited<ReturnType<Each['load']>>>;
};
export type PlotId = keyof PlotInputs;

const entries: readonly Registration<PlotDefinition<never>>[] = registrations;
export const plotRegistry = createRegistry('plot', entries);

/** The registered plot with the type of its input; throws where nothing is registered under `id`. */
export async function loadPlot<Id extends PlotId>(id: Id): Promise<PlotDefinition<PlotInputs[Id]>> {
  // The registry holds plots of every input; the id says which one this is.
  return (await plotRegistry.load(id)) as PlotDefinition<PlotInputs[Id]>;
}
