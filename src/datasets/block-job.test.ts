import { describe, expect, it } from 'vitest';
import { LIST, refusal, SETTINGS } from '../../tests/fixtures/dataset-blocks';
import { BEAT_TASK } from '../domain/task';
import { blockJobOf, representationsIn } from './block-job';
import { buildDataset } from './build-dataset';
import { planExperiment } from './plan-experiment';
import { planTask } from './tasks';
import { LEFT_OUT } from './tasks/task-kind';

const BEATS = planTask([], BEAT_TASK);

describe('block jobs', () => {
  const lead = {
    name: 'MLII',
    samplingRateHz: 360,
    unit: 'mV',
    digital: new Int16Array(10),
    gain: 200,
    baseline: 0,
    missing: null,
    checksum: 'none',
  } as const;
  const recording = {
    id: 'a',
    name: 'a',
    format: 'wfdb',
    subject: 'a',
    synthetic: false,
    annotationRateHz: 360,
    warnings: [],
    leads: [{ ...lead, name: 'V5' }, lead],
    annotations: ['N', '+', 'V', '/'].map((symbol, index) => ({
      sample: 10 * index,
      symbol,
      subtype: 0,
      channel: 0,
      number: 0,
      text: '',
    })),
  };
  const spec = {
    leads: ['mlii'],
    conditioning: { lowHz: 0.5, highHz: 40, order: 2, workingRateHz: 256 },
    representations: { time: { a: 1 } },
  };

  it('chooses the lead by name and leaves class Q out without losing its R peak', () => {
    const job = blockJobOf(recording, BEATS, spec, ['time']);
    expect(job.leads.map(({ name }) => name)).toEqual(['MLII']);
    expect([...job.beatSamples]).toEqual([0, 20, 30]);
    expect([...job.labels]).toEqual([0, 2, LEFT_OUT]);
    expect(job.representations).toEqual({ time: { a: 1 } });
  });
  it('takes the channels by name, and leaves out, in one sentence, a recording that lacks one', () => {
    const channels = ['MLII|II', 'V1|V5'];
    const job = blockJobOf(recording, BEATS, { ...spec, channels }, []);
    expect(job.leads.map(({ name }) => name)).toEqual(['MLII', 'V5']);
    const single = { ...recording, id: 'b', name: 'b', leads: [lead] };
    const { recordings, plan } = planExperiment([recording, single], { channels });
    expect(recordings).toEqual([recording]);
    expect(plan.notes[0]).toBe('1 of 2 recordings left out for want of a lead: b (V1|V5).');
    expect(planExperiment([recording, single], {})).toMatchObject({ recordings: [recording, single] });
    expect(refusal(() => buildDataset([], [LIST], planExperiment([single], { channels }).plan, SETTINGS, 1))).toMatch(
      /found no recording with any\. 1 of 1 recordings left out/,
    );
  });
  it('refuses a recording without a lead', () => {
    expect(refusal(() => blockJobOf({ ...recording, leads: [] }, BEATS, spec, []))).toMatch(/^recording-no-lead/);
  });
  it('computes what is fused or judged alone, once', () => {
    const isFusion = (id: string): boolean => id === 'early';
    const fusion = {
      branches: ['time', 'rhythm'],
      strategies: ['frequency', 'time', 'early'],
      earlyBalance: 'none',
    } as const;
    expect(representationsIn({ fusion }, isFusion)).toEqual(['frequency', 'time', 'rhythm']);
    expect(representationsIn({ fusion: { ...fusion, strategies: ['frequency'] } }, isFusion)).toEqual(['frequency']);
  });
});
