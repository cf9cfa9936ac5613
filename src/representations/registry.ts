/** Every way to see a beat, loaded when it is needed. */

import { createRegistry } from '../domain/registry';
import type { RepresentationDefinition } from '../domain/representation';

export const representations = createRegistry<RepresentationDefinition>('representation', [
  { id: 'time', label: 'Time', load: async () => (await import('./time/time')).definition },
  { id: 'frequency', label: 'Frequency', load: async () => (await import('./frequency/frequency')).definition },
  { id: 'spectrogram', label: 'Spectrogram', load: async () => (await import('./spectrogram/spectrogram')).definition },
  { id: 'rhythm', label: 'Rhythm', load: async () => (await import('./rhythm/rhythm')).definition },
  { id: 'scalogram', label: 'Scalogram', load: async () => (await import('./scalogram/scalogram')).definition },
  { id: 'mel', label: 'Mel bands', load: async () => (await import('./mel/mel')).definition },
  { id: 'band-power', label: 'Band power', load: async () => (await import('./band-power/band-power')).definition },
  { id: 'welch', label: 'Welch spectrum', load: async () => (await import('./welch/welch')).definition },
  {
    id: 'wavelet-packets',
    label: 'Wavelet packets',
    load: async () => (await import('./wavelet-packets/wavelet-packets')).definition,
  },
  { id: 'gramian', label: 'Gramian field', load: async () => (await import('./gramian/gramian')).definition },
  {
    id: 'recurrence',
    label: 'Recurrence plot',
    load: async () => (await import('./recurrence/recurrence')).definition,
  },
]);
