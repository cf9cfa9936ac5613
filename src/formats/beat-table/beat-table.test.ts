import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../../tests/fixtures/memory-file';
import { hasRealData, realData } from '../../../tests/fixtures/real-data';
import { LabError } from '../../domain/problem';
import type { Recording } from '../../domain/recording';
import { findFiles } from '../../headless/node-files';
import { beatTable } from '.';
import { layoutOf } from './layout';

const row = (length: number, value = 0.5): string[] => new Array<string>(length).fill(String(value));

async function read(text: string, path = 'a/table.csv', rate?: number): Promise<Recording> {
  const files = [memoryFile(path, text)];
  const [claim] = await beatTable.claim(files);
  if (!claim) throw new Error('nothing claimed');
  return (await beatTable.read(claim, { samplingRateHz: rate ? { '*': rate } : {} }))[0] as Recording;
}

describe('layoutOf', () => {
  it('finds the class by its heading, else where whole numbers or words stand', () => {
    const headed = [
      [...row(80).map((_, at) => `t${at}`), 'label'].join(),
      [...row(80), '3'].join(),
      [...row(80), '1'].join(),
      '',
    ];
    expect(layoutOf(headed)).toMatchObject({ labelAt: 'last', samplesPerRow: 80, firstLine: 2 });
    const first = [['N', ...row(80)].join('\t'), ['V', ...row(80)].join('\t'), ''];
    expect(layoutOf(first)).toMatchObject({ labelAt: 'first', samplesPerRow: 80, firstLine: 1 });
    expect(layoutOf([row(80).join(), row(80).join(), ''])).toMatchObject({ labelAt: null, samplesPerRow: 80 });
  });

  it('leaves a table of leads to others, and one whose rows differ', () => {
    expect(layoutOf(['time,I,II', '0,1,2', '1,1,2', ''])).toBeNull();
    expect(layoutOf([row(80).join(), row(81).join(), ''])).toBeNull();
    expect(layoutOf([])).toBeNull();
  });
});

describe('a table of beats', () => {
  it('of Kaggle has the classes of EC57 and 125 Hz', async () => {
    const { leads, annotations, excerptSamples } = await read(
      [0, 1, 2, 3, 4].map((label) => [...row(187), `${label}.000e+00`].join()).join('\n'),
    );
    expect([excerptSamples, leads[0]?.samplingRateHz, leads[0]?.digital.length]).toEqual([187, 125, 5 * 187]);
    expect(annotations.map(({ sample, symbol }) => [sample, symbol])).toEqual([
      [0, 'N'],
      [187, 'S'],
      [374, 'V'],
      [561, 'F'],
      [748, 'Q'],
    ]);
  });

  it('cut from PTB says healthy or not, with the same numbers', async () => {
    const text = [[...row(187), '1'].join(), [...row(187), '0'].join()].join('\n');
    expect((await read(text, 'ptbdb_all.csv')).annotations.map(({ symbol, text: label }) => [symbol, label])).toEqual([
      ['"', 'abnormal'],
      ['"', 'normal'],
    ]);
  });

  it('of another length asks for its rate', async () => {
    const text = [['1', ...row(90)].join(), ['2', ...row(90)].join()].join('\n');
    await expect(read(text)).rejects.toMatchObject({ problem: { code: 'sampling-rate-needed', file: 'a/table.csv' } });
    expect((await read(text, 'a/table.csv', 180)).leads[0]?.samplingRateHz).toBe(180);
  });

  it('says in which row and column it is wrong', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => [...row(187), String(index % 4)].join());
    const damaged = async (index: number, text: string) => {
      const thrown = await read(rows.with(index, text).join('\n')).catch((error: unknown) => error);
      return thrown instanceof LabError ? thrown.problem : thrown;
    };
    expect(await damaged(27, row(187).join())).toMatchObject({ at: 'line 28', expected: '188 cells', found: '187' });
    expect(await damaged(28, [...row(100), 'oops', ...row(87)].join())).toMatchObject({
      at: 'line 29',
      field: 'column 101',
      found: '"oops"',
    });
  });
});

describe.skipIf(!hasRealData('ucr'))('the UCR archive', () => {
  const counts = async (name: string): Promise<Record<string, number>> => {
    const { files } = await findFiles([realData(`ucr/${name}`)]);
    const [claim] = await beatTable.claim(files);
    if (!claim) throw new Error('nothing claimed');
    const [recording] = await beatTable.read(claim, { samplingRateHz: { '*': 128 } });
    const labels = recording?.annotations.map(({ symbol, text }) => text || symbol) ?? [];
    const result: Record<string, number> = { samples: recording?.excerptSamples ?? 0 };
    for (const label of labels) result[label] = (result[label] ?? 0) + 1;
    return result;
  };

  it('has the rows, lengths and classes that it documents, in each of its forms', async () => {
    expect(await counts('ECG200_TRAIN.arff')).toEqual({ samples: 96, '-1': 31, '1': 69 });
    expect(await counts('ECG200_TEST.arff')).toEqual({ samples: 96, '-1': 36, '1': 64 });
    const ecg5000 = { samples: 140, '1': 292, '2': 177, '3': 10, '4': 19, '5': 2 };
    for (const form of ['arff', 'ts', 'txt']) expect(await counts(`ECG5000_TRAIN.${form}`), form).toEqual(ecg5000);
  });
});
