/** Every way to see a beat, loaded when it is needed. */

import { createRegistry } from '../domain/registry';
import type { RepresentationDefinition } from '../domain/representation';

export const representations = createRegistry<RepresentationDefinition>('representation', [
  { id: 'time', label: 'Time', load: async () => (await import('./time/time')).definition },
  { id: 'frequency', label: 'Frequency', load: async () => (await import('./frequency/frequency')).definition },
  { id: 'spectrogram', label: 'Spectrogram', load: async () => (await import('./spectrogram/spectrogram')).definition },
  { id: 'rhythm', label: 'Rhythm', load: async () => (await import('./rhythm/rhythm')).definition },
]);
