import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../../tests/fixtures/memory-file';
import { jsonSpecimens } from '../../../tests/fixtures/specimens/json';
import { LabError } from '../../domain/problem';
import { physicalSamples, type Recording } from '../../domain/recording';
import { json } from '.';
import schema from './recording.schema.json';

async function read(text: string): Promise<Recording> {
  const file = memoryFile('a/x.json', text);
  return (await json.read({ path: file.path, files: [file] }, { samplingRateHz: {} }))[0] as Recording;
}

async function refusal(document: unknown): Promise<LabError['problem']> {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const thrown = await read(text).catch((error: unknown) => error);
  if (!(thrown instanceof LabError)) throw new Error(`expected a refusal, found ${String(thrown)}`);
  return thrown.problem;
}

const document = (more: object = {}, lead: object = {}) => ({
  format: 'ecg-fusion-lab/recording',
  version: 1,
  leads: [{ name: 'II', samplingRateHz: 100, samples: [1, 2, null, 4], ...lead }],
  ...more,
});

describe('JSON', () => {
  it('reads what its schema describes, numbers in the narrowest storage that holds them', async () => {
    const recording = await read(
      JSON.stringify(
        document({
          annotations: [
            { sample: 3, symbol: 'V' },
            { sample: 1, symbol: 'N' },
          ],
        }),
      ),
    );
    expect(recording).toMatchObject({ id: 'a/x', name: 'x', subject: 'a/x', annotationRateHz: 100 });
    expect(recording.annotations.map(({ sample, symbol }) => [sample, symbol])).toEqual([
      [1, 'N'],
      [3, 'V'],
    ]);
    const [lead] = recording.leads;
    expect(lead?.digital).toBeInstanceOf(Int16Array);
    expect(lead && [...physicalSamples(lead)]).toEqual([1, 2, Number.NaN, 4]);
    const wide = await read(JSON.stringify(document({}, { samples: [40_000, null] })));
    expect(wide.leads[0]?.digital).toBeInstanceOf(Int32Array);
    const real = (await read(JSON.stringify(document({}, { samples: [0.1, null] })))).leads[0];
    expect(real && [...physicalSamples(real)]).toEqual([0.1, Number.NaN]);
  });

  it('is known by its content, wherever that says so, and by no name', async () => {
    const [specimen] = jsonSpecimens;
    const other = memoryFile('package.json', '{"name": "something else"}');
    const late = memoryFile('late.txt', `\n ${JSON.stringify({ about: 'made up', ...document() })}`);
    const claims = await json.claim([...(specimen?.files ?? []), other, late]);
    expect(claims.map(({ path }) => path)).toEqual(['a/made-up.json', 'late.txt']);
  });

  it('keeps to its published schema', async () => {
    expect(schema.properties.format.const).toBe(document().format);
    for (const scheme of schema.properties.labels.items.properties.scheme.enum) {
      const { labels } = await read(JSON.stringify(document({ labels: [{ scheme, code: 'X' }] })));
      expect(labels).toEqual([{ scheme, code: 'X', name: 'X' }]);
    }
  });

  it('says which field is wrong', async () => {
    expect(await refusal(document({ version: 2 }))).toMatchObject({ field: 'version', expected: '1', found: '"2"' });
    expect(await refusal(document({}, { samplingRateHz: 0 }))).toMatchObject({ field: 'leads[0].samplingRateHz' });
    expect(await refusal(document({}, { samples: [1, 'two'] }))).toMatchObject({ field: 'leads[0].samples[1]' });
    expect(await refusal(document({ leads: [] }))).toMatchObject({ field: 'leads', expected: 'at least one lead' });
    expect(await refusal(document({ annotations: [{ sample: 9, symbol: 'N' }] }))).toMatchObject({
      field: 'annotations[0].sample',
    });
    expect(await refusal('{"format": "ecg-fusion-lab/recording"')).toMatchObject({
      field: 'the document',
      expected: 'JSON',
    });
  });

  it('takes __proto__ for a name that means nothing', async () => {
    const text = JSON.stringify(document()).replace('{', '{"__proto__": {"subject": "someone"}, ');
    expect((await read(text)).subject).toBe('a/x');
    expect(({} as { subject?: string }).subject).toBeUndefined();
  });
});
