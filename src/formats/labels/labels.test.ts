import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../../tests/fixtures/memory-file';
import { delimiterOf, parseRows } from './delimited-rows';
import { folderLabels } from './folder-labels';
import { findOrphanTables } from './orphan-tables';
import { findSidecars } from './sidecar';

const text = (path: string, content: string) => memoryFile(path, new TextEncoder().encode(content));
const records = (...paths: readonly string[]) => paths.map((path) => text(path, ''));

async function described(table: string, ...paths: readonly string[]) {
  const sidecars = await findSidecars([text('set/labels.csv', table), ...records(...paths)]);
  return Object.fromEntries(
    sidecars.flatMap(({ descriptions }) =>
      [...descriptions].map(([stem, { labels, subject }]) => [
        stem,
        [labels.map(({ code }) => code).join('+'), subject],
      ]),
    ),
  );
}

describe('rows of a table', () => {
  it('may have quotes, line breaks and doubled quotes in their cells', () => {
    expect(parseRows('a,b\r\n"1\n2","say ""so"""\n\n3, 4 ', ',')).toEqual([
      ['a', 'b'],
      ['1\n2', 'say "so"'],
      ['3', '4'],
    ]);
  });
  it('are cut at what their first line is cut at', () => {
    expect(['a,b', 'a\tb,c\td', 'a;b;c'].map(delimiterOf)).toEqual([',', '\t', ';']);
  });
});

describe('a table beside recordings', () => {
  it('names them by base name, by path or with extension, and gives labels and patients', async () => {
    expect(
      await described(
        'file,Rhythm,patient_id\n1,AF,7\ndata/2,"SR\nPVC",7\n3.hea,,8\n',
        ...['set/data/1.hea', 'set/data/1.dat', 'set/data/2.hea', 'set/data/3.hea'],
      ),
    ).toEqual({
      'set/data/1': ['AF', 'patient_id/7'],
      'set/data/2': ['SR+PVC', 'patient_id/7'],
      'set/data/3': ['', 'patient_id/8'],
    });
  });
  it('of PTB-XL counts diagnoses before rhythms and fits a few of its recordings', async () => {
    const rows = Array.from(
      { length: 50 },
      (_, index) => `${index},${index},{'SR': 0.0},r100/0/${index}_lr,r500/0/${index}_hr`,
    );
    const table = [
      'ecg_id,patient_id,scp_codes,filename_lr,filename_hr',
      ...rows,
      `99,12.0,"{'NORM': 100.0, 'SR': 0.0}",r100/0/99_lr,r500/0/99_hr`,
    ].join('\n');
    expect(await described(table, 'ptb/r100/0/99_lr.hea', 'ptb/r100/0/3_lr.hea')).toEqual({
      'ptb/r100/0/99_lr': ['NORM', 'patient_id/12.0'],
      'ptb/r100/0/3_lr': ['SR', 'patient_id/3'],
    });
  });
  it('is no signal whose samples happen to be the names of files, and nothing without labels', async () => {
    const samples = Array.from({ length: 300 }, (_, index) => `${index},0.1,N`).join('\n');
    expect(await described(`sample,MLII,label\n${samples}`, 'set/100.hea', 'set/101.hea')).toEqual({});
    expect(await described('file,age\n100,30\n101,40', 'set/100.hea', 'set/101.hea')).toEqual({});
  });
});

describe('folders side by side', () => {
  it('name the recordings in them, unless they are only numbered', () => {
    const labels = folderLabels(['ecg/AFIB/1.hea', 'ecg/N/2.hea', 'ecg/3.hea', 'r/00/4.hea', 'r/01/5.hea']);
    expect([...labels].map(([path, { code }]) => `${path}: ${code}`)).toEqual([
      'ecg/AFIB/1.hea: AFIB',
      'ecg/N/2.hea: N',
    ]);
  });
  it('say nothing where there is one only', () => {
    expect(folderLabels(['mitdb/100.hea', 'mitdb/101.hea']).size).toBe(0);
  });
});

describe('a table of labels without its recordings', () => {
  const said = async (content: string) =>
    (await findOrphanTables([text('set/ludb.csv', content)])).map(({ problem }) => problem.message);

  it('is told from a signal, with the recordings that it belongs to', async () => {
    expect(await said('ID,Sex,Rhythms\n1,F,"Sinus\n"\n2,M,Sinus\n3,M,AF\n4,M,AF\n')).toEqual([
      expect.stringMatching(
        /^set\/ludb\.csv: table of labels \(column "Rhythms"\): expected recordings that its column "ID" names \(1, 2, 3, …\)/,
      ),
    ]);
    expect(await said('time,II,label\n0,0.1,1\n1,0.2,1\n')).toEqual([]);
    expect(await said('id,II,label\n0,0.1,1\n1,0.2,1\n')).toEqual([]);
    expect(await said('time,II\n0,0.1\n')).toEqual([]);
  });
});
