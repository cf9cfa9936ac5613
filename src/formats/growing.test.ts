import { describe, expect, it } from 'vitest';
import { edfBytes } from '../../tests/fixtures/edf-bytes';
import { memoryFile } from '../../tests/fixtures/memory-file';
import { annotationFile, word } from '../../tests/fixtures/wfdb-bytes';
import type { Problem } from '../domain/problem';
import type { Recording } from '../domain/recording';
import { openFiles } from './open-files';
import type { SourceFile } from './source-file';

/** 12 MB of two leads: more than the readers take at a time. */
const FRAMES = 3_000_000;
const RATE_HZ = 250;

const sampleAt = (at: number): number => (at * 7) % 1001;

function record(frames: number, checksum: (sum: number) => number = (sum) => sum): SourceFile[] {
  const samples = new Int16Array(2 * frames);
  let sum = 0;
  for (let at = 0; at < frames; at++) {
    samples[2 * at] = sampleAt(at);
    samples[2 * at + 1] = -sampleAt(at);
    sum += sampleAt(at);
  }
  const line = (name: string, stated: number): string => `day.dat 16 200 16 0 0 ${(stated << 16) >> 16} 0 ${name}`;
  const header = `day 2 ${RATE_HZ} ${frames}\n${line('MLII', checksum(sum))}\n${line('V1', -sum)}\n`;
  return [
    memoryFile('day.hea', header),
    memoryFile('day.dat', new Uint8Array(samples.buffer)),
    memoryFile('day.atr', annotationFile(word(1, 500), word(5, 300))),
  ];
}

interface Opened {
  readonly shown: readonly { readonly recording: Recording; readonly readSeconds: number }[];
  readonly recordings: readonly Recording[];
  readonly problems: readonly Problem[];
}

/** Looks at what is shown when it is shown: later it would be whole. */
async function open(files: readonly SourceFile[], look = (_recording: Recording, _readSeconds: number) => {}) {
  const opened = { shown: [], recordings: [], problems: [] } as unknown as {
    -readonly [Key in keyof Opened]: Opened[Key][number][];
  };
  await openFiles(
    files,
    { samplingRateHz: {} },
    {
      onFound: () => {},
      onGrowing: (recording, readSeconds) => {
        opened.shown.push({ recording, readSeconds });
        look(recording, readSeconds);
      },
      onRecording: (recording) => opened.recordings.push(recording),
      onProblem: (problem) => opened.problems.push(problem),
    },
  );
  return opened;
}

describe('a long WFDB record', () => {
  it('is shown while it is read, under its own id, with its beats, as far as it was read', async () => {
    const { shown, recordings } = await open(record(FRAMES), ({ leads }, readSeconds) => {
      const last = Math.round(readSeconds * RATE_HZ) - 1;
      for (const at of [0, 1, last]) {
        expect(leads.map(({ digital }) => digital[at])).toEqual([sampleAt(at), -sampleAt(at) | 0]);
      }
      expect(leads[0]?.digital[last + 1] ?? 0).toBe(0);
    });
    expect(new Set(shown.map(({ recording }) => recording)).size).toBe(1);
    expect(shown).toHaveLength(2);
    expect(shown[0]?.readSeconds).toBeLessThan(9000);
    expect(shown[1]?.readSeconds).toBe(FRAMES / RATE_HZ);
    const [whole] = recordings;
    expect(shown[0]?.recording).toMatchObject({ id: whole?.id, name: 'day', annotations: whole?.annotations });
    expect(whole?.annotations.map(({ symbol }) => symbol)).toEqual(['N', 'V']);
    expect(whole?.leads.map(({ checksum }) => checksum)).toEqual(['ok', 'ok']);
    expect(shown[0]?.recording.leads.map(({ checksum }) => checksum)).toEqual(['none', 'none']);
  });

  it('has a bad checksum found, though it was seen before', async () => {
    const { shown, recordings } = await open(record(FRAMES, (sum) => sum + 1));
    expect(shown).toHaveLength(2);
    expect(recordings[0]?.leads.map(({ checksum }) => checksum)).toEqual(['bad', 'ok']);
    expect(recordings[0]?.warnings.join()).toContain('checksum');
  });

  it('becomes no recording where the file breaks off on the way', async () => {
    const [header, signals, beats] = record(FRAMES) as [SourceFile, SourceFile, SourceFile];
    const broken = { ...signals, read: (from = 0, to = signals.size) => signals.read(from, Math.min(to, 9_000_000)) };
    const { shown, recordings, problems } = await open([header, broken, beats]);
    expect(shown).toHaveLength(1);
    expect(recordings).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(['wfdb-dat-truncated']);
  });

  it('is not shown before its end where one slice is all of it', async () => {
    const { shown, recordings } = await open(record(1000));
    expect(shown).toEqual([]);
    expect(recordings).toHaveLength(1);
  });
});

/** 9 MB of one signal, a second a data record. */
function longEdf(kind: 'EDF' | 'EDF+D'): SourceFile {
  const records = 9000;
  const label = { label: 'ECG II', records: [Array.from({ length: 500 }, () => 0)] };
  const header = edfBytes({ kind, recordSeconds: 1, statedRecords: records, signals: [label] }).subarray(0, 512);
  const samples = Int16Array.from({ length: records * 500 }, (_, at) => sampleAt(at));
  const bytes = new Uint8Array(header.length + samples.byteLength);
  bytes.set(header);
  bytes.set(new Uint8Array(samples.buffer), header.length);
  return memoryFile('night.edf', bytes);
}

describe('a long EDF', () => {
  it('is shown while it is read', async () => {
    const { shown, recordings } = await open([longEdf('EDF')], ({ leads: [lead] }, readSeconds) => {
      const last = readSeconds * 500 - 1;
      expect([lead?.digital[0], lead?.digital[last]]).toEqual([sampleAt(0), sampleAt(last)]);
    });
    expect(shown.map(({ recording }) => recording.id)).toEqual(['night', 'night']);
    expect(shown.at(-1)?.readSeconds).toBe(9000);
    expect(recordings[0]?.leads[0]?.digital).toBe(shown[0]?.recording.leads[0]?.digital);
  });

  it('is not shown where gaps may move its samples in the end', async () => {
    const { shown, recordings } = await open([longEdf('EDF+D')]);
    expect([shown.length, recordings.length]).toEqual([0, 1]);
  });
});
