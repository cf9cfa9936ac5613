import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../../tests/fixtures/memory-file';
import { wfdbSpecimens } from '../../../tests/fixtures/specimens/wfdb';
import { annotationFile, checksumOf, encode8, encode16, encode80, word } from '../../../tests/fixtures/wfdb-bytes';
import { LabError, type Problem } from '../../domain/problem';
import { physicalSamples, type Recording } from '../../domain/recording';
import type { SourceFile } from '../source-file';
import { wfdb } from '.';

async function readOnly(files: readonly SourceFile[]): Promise<Recording> {
  const [claim] = await wfdb.claim(files);
  if (!claim) throw new Error('nothing claimed');
  const [recording] = await wfdb.read(claim, { samplingRateHz: {} });
  return recording as Recording;
}

async function problemOfRead(files: readonly SourceFile[]): Promise<Problem> {
  const thrown = await readOnly(files).catch((error: unknown) => error);
  if (!(thrown instanceof LabError)) throw thrown;
  return thrown.problem;
}

function specimen(name: string): readonly SourceFile[] {
  const found = wfdbSpecimens.find((each) => each.name.startsWith(name));
  if (!found) throw new Error(`no specimen ${name}`);
  return found.files;
}

/** One segment of format 16 with one lead, at 100 Hz. */
function segment(name: string, samples: readonly number[], gain = '200/mV', lead = 'II'): SourceFile[] {
  const line = `${name}.dat 16 ${gain} 16 0 0 ${checksumOf(samples)} 0 ${lead}`;
  return [
    memoryFile(`${name}.hea`, `${name} 1 100 ${samples.length}\n${line}`),
    memoryFile(`${name}.dat`, encode16(samples)),
  ];
}
const master = (...lines: readonly string[]): SourceFile => memoryFile('r.hea', lines.join('\n'));
const NaNs = (count: number): number[] => Array.from({ length: count }, () => Number.NaN);

describe('a record of several segments', () => {
  it('of a fixed layout is joined, each lead at its own rate, annotations counting frames', async () => {
    const { leads, annotations, annotationRateHz, name } = await readOnly(specimen('fixed layout'));
    const [fast, slow] = leads;
    expect(name).toBe('fix');
    expect(annotationRateHz).toBe(100);
    expect(annotations.map(({ sample }) => sample)).toEqual([5, 25]);
    expect(fast).toMatchObject({ name: 'MLII', samplingRateHz: 200, checksum: 'ok', gain: 200, baseline: 1024 });
    expect(slow).toMatchObject({ name: 'V1', samplingRateHz: 100, checksum: 'ok', missing: -2048 });
    expect([fast?.digital.length, slow?.digital.length]).toEqual([80, 40]);
    // Two frames of skew: the end of each segment has no samples.
    expect([...(slow?.digital.subarray(18, 20) ?? [])]).toEqual([-2048, -2048]);
  });

  it('of a variable layout has every lead of its layout, gaps at their true time, and physical values bit by bit', async () => {
    const { leads, warnings } = await readOnly(specimen('variable layout'));
    expect(leads.map(({ name, unit, checksum }) => [name, unit, checksum])).toEqual([
      ['II', 'mV', 'ok'],
      ['V', 'mV', 'ok'],
      ['ABP', 'mmHg', 'none'],
    ]);
    expect(leads.map(({ digital }) => digital.length)).toEqual([45, 45, 45]);
    const [ii, v, abp] = leads.map((lead) => [...physicalSamples(lead)]);
    const raw = (v ?? []).slice(25, 35).map((value) => value * 200);
    expect(ii).toEqual([
      ...raw.map((value) => (value + 5) / 100),
      ...NaNs(15),
      ...raw.map((value) => value / 200),
      ...NaNs(10),
    ]);
    expect(v?.slice(0, 25)).toEqual(NaNs(25));
    expect(abp).toEqual(NaNs(45));
    expect(warnings.slice(0, 2)).toEqual([
      'p.hea: no segment that was read has samples of ABP.',
      'p.hea: gain or baseline of II differ between segments; such leads are kept in their physical unit instead of digital units.',
    ]);
  });

  it('keeps digital values where only the format differs, and marks what is missing in one way', async () => {
    const eight = [5, -128, 7];
    const { leads } = await readOnly([
      master('r/2 1 100 6', 'a 3', 'b 3'),
      ...segment('a', [300, -32768, -128]),
      memoryFile('b.hea', `b 1 100 3\nb.dat 80 200/mV 8 0 0 ${checksumOf(eight)} 0 II`),
      memoryFile('b.dat', encode80(eight)),
    ]);
    const [lead] = leads;
    expect(lead?.missing).toBe(-(2 ** 31));
    expect([...(lead?.digital ?? [])]).toEqual([300, -(2 ** 31), -128, 5, -(2 ** 31), 7]);
    expect(lead).toMatchObject({ gain: 200, checksum: 'ok' });
  });

  it('fills gaps of format 8, which has no value for a missing sample, with one of its own', async () => {
    const { leads } = await readOnly([
      master('r/2 1 100 5', '~ 2', 'a 3'),
      memoryFile('a.hea', 'a 1 100 3\na.dat 8 200/mV 8 0 1000 3006 0 II'),
      memoryFile('a.dat', encode8([1001, 1002, 1003], 1000)),
    ]);
    expect([...physicalSamples(leads[0] as (typeof leads)[number])]).toEqual([...NaNs(2), 5.005, 5.01, 5.015]);
    expect(leads[0]?.checksum).toBe('ok');
  });

  it('puts leads of one name but another unit side by side', async () => {
    const files = [master('r/3 1 100 4', '~ 1', 'a 1', 'b 2'), ...segment('a', [1]), ...segment('b', [2, 3], '5/NU')];
    const { leads } = await readOnly(files);
    expect(leads.map(({ name, unit, digital }) => [name, unit, digital.length])).toEqual([
      ['II', 'mV', 4],
      ['II', 'NU', 4],
    ]);
  });

  it('warns of a segment that is absent or damaged, and ends with the last that is there', async () => {
    const files = [
      master('r/6 1 100 99', '~ 2', 'a 3', 'gone 10', 'b 2', 'cut 2', 'far 80'),
      ...segment('a', [1, 2, 3]),
      ...segment('b', [4, 5]),
      ...segment('cut', [6, 7]).slice(0, 1),
      memoryFile('r.atr', annotationFile(word(1, 3), word(1, 60))),
    ];
    const { leads, warnings, annotations } = await readOnly(files);
    expect(leads[0]?.digital.length).toBe(17);
    expect(annotations).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /^r\.hea: 3 of 5 segments could not be read and are gaps: gone, cut, far\. The first: r\.hea: segment gone: expected its header gone\.hea/,
    );
    expect(warnings[1]).toBe('r.hea: the recording ends with its last segment that was read, at sample 17 of 99.');
  });

  it('claims the files of its segments, but no record that has segments itself', async () => {
    const claims = await wfdb.claim([
      master('r/2 1 100 2', 'r 1', 'a 1'),
      memoryFile('s.hea', 's/1 1 100 1\nr 1'),
      ...segment('a', [1]),
      ...segment('b', [1]),
    ]);
    expect(claims.map(({ path }) => path)).toEqual(['r.hea', 's.hea', 'b.hea']);
  });
});

describe('a record of several segments is refused', () => {
  it('where a segment of a fixed layout is absent, by name', async () => {
    const problem = await problemOfRead([master('r/2 1 100 4', 'a 2', 'b 2'), ...segment('a', [1, 2])]);
    expect(problem).toMatchObject({ code: 'wfdb-segment-missing', file: 'r.hea', field: 'segment b' });
  });

  it.each([
    ['the length', 'a 3', [1, 2], 'II', 'number of samples'],
    ['the leads', 'a 2', [1, 2], 'V', 'signals'],
  ])('where %s of its segments do not fit', async (_, line, samples, lead, field) => {
    const files = [
      master('r/2 1 100 4', line, 'b 2'),
      ...segment('a', samples, '200/mV', lead),
      ...segment('b', [3, 4]),
    ];
    expect(await problemOfRead(files)).toMatchObject({ code: 'wfdb-segments-differ', field });
  });

  it('where a rate differs, and where no segment is there', async () => {
    expect(await problemOfRead([master('r/1 1 50 2', 'a 2'), ...segment('a', [1, 2])])).toMatchObject({
      code: 'wfdb-segments-differ',
      field: 'sampling rate',
      file: 'a.hea',
    });
    expect(await problemOfRead([master('r/2 1 100 2', '~ 1', 'a 1')])).toMatchObject({ code: 'wfdb-segment-missing' });
    expect(await problemOfRead([master('r/1 1 100 2', '~ 2')])).toMatchObject({ code: 'wfdb-segment-missing' });
  });

  it('as a layout by itself', async () => {
    const files = [memoryFile('x.hea', 'x 1 100 0\n~ 0 200 0 0 0 0 0 II')];
    expect(await problemOfRead(files)).toMatchObject({ code: 'wfdb-layout-only', file: 'x.hea' });
  });
});

describe('a header of 1 kB that claims gigabytes', () => {
  const GIGA = 10 ** 10;
  const spent = async (read: () => Promise<unknown>): Promise<number> => {
    const before = process.memoryUsage().arrayBuffers;
    await read();
    return process.memoryUsage().arrayBuffers - before;
  };

  it('in a gap is read up to the gap, and says so', async () => {
    const files = [master('r/3 1 100', 'a 2', `~ ${GIGA}`, 'b 2'), ...segment('a', [1, 2]), ...segment('b', [3, 4])];
    let recording: Recording | undefined;
    const bytes = await spent(async () => {
      recording = await readOnly(files);
    });
    expect(bytes).toBeLessThan(64 * 2 ** 20);
    expect(recording?.leads[0]?.digital.length).toBe(2);
    expect(recording?.warnings.join()).toMatch(
      /read to sample 2 of 10000000004; .* 1 segment behind them were left out/,
    );
  });

  it.each([
    ['before the first segment', ['r/2 1 100', `~ ${GIGA}`, 'a 2']],
    ['as more segments than there are lines', ['r/9999999999 1 100', 'a 2']],
    ['in one segment', ['r/1 1 100', `a ${GIGA}`]],
  ])('%s is refused', async (_, lines) => {
    const files = [master(...lines), ...segment('a', [1, 2])];
    expect(await spent(() => problemOfRead(files))).toBeLessThan(64 * 2 ** 20);
  });

  it('as one file that is named again and again is refused', async () => {
    const lines = Array.from({ length: 200 }, () => 'a 200000');
    const files = [master('r/200 1 100', ...lines), ...segment('a', new Array<number>(200_000).fill(1))];
    expect(
      await spent(async () => {
        expect(await problemOfRead(files)).toMatchObject({ code: 'wfdb-too-large', file: 'r.hea' });
      }),
    ).toBeLessThan(64 * 2 ** 20);
  });

  it.each(['8', '16', '212', '310', '311', '32', '508', '516', '524'])(
    'in format %s, in samples and in samples a frame',
    async (format) => {
      const dat = memoryFile('x.dat', new Uint8Array(900));
      for (const header of [`x 1 100 ${GIGA}\nx.dat ${format} 200`, `x 1 100 5\nx.dat ${format}x${GIGA} 200`]) {
        const problem = problemOfRead([memoryFile('x.hea', header), dat]);
        expect(await spent(() => problem)).toBeLessThan(2 ** 20);
        expect((await problem).code).toMatch(/wfdb-(dat-truncated|too-large|flac-damaged)/);
      }
    },
  );
});
