import { describe, expect, it } from 'vitest';
import { LabError } from '../../domain/problem';
import { type DroppedEntry, filesOfChoice, walkEntries } from './dropped-files';

const file = (name: string): DroppedEntry => ({
  name,
  isFile: true,
  isDirectory: false,
  file: (done) => done(new File(['x'], name)),
});

/** Like a browser's: at most `batch` entries a call, then none. */
const folder = (name: string, children: readonly DroppedEntry[], batch = 100): DroppedEntry => ({
  name,
  isFile: false,
  isDirectory: true,
  createReader: () => {
    let at = 0;
    return {
      readEntries: (done) => {
        done(children.slice(at, at + batch));
        at += batch;
      },
    };
  },
});

const paths = async (entries: readonly DroppedEntry[]) => (await walkEntries(entries)).map(({ path }) => path);

describe('dropped files', () => {
  it('are found in folders of folders, with their paths', async () => {
    const tree = [folder('mitdb', [file('100.hea'), folder('more', [file('101.hea')])]), file('signal.csv')];
    expect(await paths(tree)).toEqual(['mitdb/100.hea', 'mitdb/more/101.hea', 'signal.csv']);
  });

  it('are all found where the browser hands them out in batches', async () => {
    const names = Array.from({ length: 250 }, (_, index) => `${index}.dat`);
    expect(await paths([folder('d', names.map(file))])).toEqual(names.map((name) => `d/${name}`));
  });

  it('leave hidden files out', async () => {
    expect(await paths([folder('d', [file('.DS_Store'), file('a.csv')]), folder('.git', [file('x')])])).toEqual([
      'd/a.csv',
    ]);
  });

  it('name the one that cannot be read', async () => {
    const broken: DroppedEntry = {
      ...file('b.dat'),
      file: (_, failed) => failed(new DOMException('not allowed')),
    };
    const error = await walkEntries([folder('d', [broken])]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LabError);
    expect((error as LabError).problem).toMatchObject({ file: 'd/b.dat', found: 'not allowed' });
  });

  it('of a chooser carry the path inside the folder', () => {
    const inFolder = Object.defineProperty(new File(['x'], '100.dat'), 'webkitRelativePath', {
      value: 'mitdb/100.dat',
    });
    expect(filesOfChoice([inFolder, new File(['x'], 'a.csv')]).map(({ path }) => path)).toEqual([
      'mitdb/100.dat',
      'a.csv',
    ]);
  });
});
