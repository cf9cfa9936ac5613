import { expect, it, vi } from 'vitest';
import type { PreviewInput } from '../../workers/protocol';
import type { Lead, Recording } from '../domain/recording';
import { definition } from '../representations/time/time';
import { Previewing } from './previewing';
import { createLabStore } from './store';
import type { LabWorkers } from './workers';

const lead: Lead = {
  ...{ name: 'II', samplingRateHz: 250, unit: 'mV', gain: 200, baseline: 0, missing: null, checksum: 'none' },
  digital: new Int16Array(1000),
};
const beat = { sample: 500, symbol: 'N', subtype: 0, channel: 0, number: 0, text: '' };
const day: Recording = {
  ...{ id: 'day', name: 'day', format: 'test', subject: 'day', synthetic: false, annotationRateHz: 250 },
  ...{ leads: [lead], annotations: [beat], warnings: [] },
};

function setUp() {
  const store = createLabStore();
  const asked: PreviewInput[] = [];
  const run = async (_: string, input: PreviewInput) => {
    asked.push(input);
    return [];
  };
  new Previewing(store, { preview: { run, generation: 0 } } as unknown as LabWorkers).follow();
  store.setState({ definitions: [definition] });
  return { store, asked };
}

it('shows a beat that was selected while its recording was still being read, once that has arrived', async () => {
  const { store, asked } = setUp();
  store.setState({ selection: { recordingId: 'day', beatNumber: 0 } });
  expect(asked).toEqual([]);
  store.setState({ recordings: [day] });
  await vi.waitFor(() => expect(store.getState().preview).toMatchObject({ selection: { recordingId: 'day' } }));
  expect(asked).toMatchObject([{ beat: 0, job: { recordingId: 'day' } }]);
});

it('shows a beat anew when its recording is another, and not when another recording is', async () => {
  const { store, asked } = setUp();
  store.setState({ selection: { recordingId: 'day', beatNumber: 0 }, recordings: [day] });
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  store.setState({ recordings: [day, { ...day, id: 'night' }] });
  store.setState({ recordings: [{ ...day, annotations: [{ ...beat, sample: 600 }] }] });
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(asked[1]?.job?.beatSamples).toEqual(Float64Array.of(600));
});
