/** Files that nobody makes by accident: each is answered soon, in a sentence, and without filling the memory. */

import { beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/domain/problem';
import { openFiles } from '../../src/formats/open-files';
import { formats } from '../../src/formats/registry';
import { nodeHdf5 } from '../../src/headless/node-hdf5';
import { memoryFile } from '../fixtures/memory-file';
import { dicomBytes } from '../fixtures/specimens/dicom';
import { endlessBytes, hdf5Bytes } from '../fixtures/specimens/hdf5';
import { ishneBytes } from '../fixtures/specimens/ishne';

const MEGABYTE = 2 ** 20;
/** Of this process alone, so that what else the machine does makes no difference. */
const MOST_CPU_MICROSECONDS = 2e6;
const fill = (text: string, length = MEGABYTE): string => text.repeat(Math.ceil(length / text.length)).slice(0, length);
const nested = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);

/** By what is wrong with them: path and content. */
const HOSTILE: Readonly<Record<string, readonly [path: string, content: string | Uint8Array]>> = {
  'XML of elements in elements': ['a.xml', `<RestingECG>${nested('<a>', '</a>', 100_000)}</RestingECG>`],
  'XML of document types': ['a.xml', `<RestingECG>${fill('<!DOCTYPE ')}`],
  'XML that names prototypes': [
    'a.xml',
    '<RestingECG __proto__="x"><__proto__><Waveform/></__proto__><constructor>1</constructor></RestingECG>',
  ],
  'XML of one attribute': ['a.xml', `<AnnotatedECG a="${fill('x')}`],
  'XML of open elements': ['a.xml', `<AnnotatedECG>${fill('<a ')}`],
  'XML of comments': ['a.xml', `<RestingECG>${fill('<!--')}`],
  'XML of blanks': ['a.xml', `<restingecgdata>${fill(' ')}`],
  'XML of flat elements': ['a.xml', `<RestingECG>${fill('<a/>')}</RestingECG>`],
  'JSON of lists in lists': ['a.json', `{"format":"ecg-fusion-lab/recording","x":${nested('[', ']', 500_000)}}`],
  'JSON of a prototype': [
    'a.json',
    '{"format":"ecg-fusion-lab/recording","version":1,"__proto__":{"leads":[{"samples":[1]}]}}',
  ],
  'JSON of an infinite rate': [
    'a.json',
    '{"format":"ecg-fusion-lab/recording","version":1,"leads":[{"name":"I","samplingRateHz":1e999,"samples":[1]}]}',
  ],
  'JSON of tiny rates': [
    'a.json',
    '{"format":"ecg-fusion-lab/recording","version":1,"leads":[{"name":"I","samplingRateHz":5e-324,"samples":[1]}]}',
  ],
  'JSON of 100,000 leads': [
    'a.json',
    `{"format":"ecg-fusion-lab/recording","version":1,"leads":[${new Array(1e5).fill('{"name":"I","samplingRateHz":1,"samples":[1]}').join()}]}`,
  ],
  'a line of digits': ['a.csv', fill('1')],
  'a line of commas': ['a.csv', fill(',')],
  'a line of numbers': ['a.csv', fill('1,')],
  'a line of quotes': ['a.csv', fill('"')],
  'a line of blanks and a letter': ['a.txt', `${fill(' ')}x`],
  'lines of quotes': ['a.csv', fill('"1,\'2\n')],
  'lines of commas': ['a.txt', fill(',,,,;;;; \n')],
  'a heading of commas': ['a.csv', `Name,x\nRate,512 Hz\nUnit,mV\nLead${fill(',')}x\n1\n2\n3\n`],
  'lines of nothing': ['a.csv', fill('\n')],
  'numbers beyond numbers': ['a.csv', fill('1e999,-1e999\n', 10_000)],
  'a WFDB header of a line': ['a.hea', fill('1 ')],
  'a WFDB header of comments': ['a.hea', `a 1 360 10\n${fill('#<age>: ')}`],
  'a WFDB header of a million signals': ['a.hea', 'a 1000000 360 1000000000\n'],
  'a WFDB header of an infinite rate': ['a.hea', 'a 1 1e999 10\na.dat 16\n'],
  'an EDF of 9,999 signals': ['a.edf', `0       ${fill(' ', 176)}9999999 ${fill(' ', 44)}99999999${fill('9', 8)}9999`],
  'an NPY of 10 GB': [
    'a.npy',
    `\x93NUMPY\x01\0\x76\0{'descr': '<f8', 'fortran_order': False, 'shape': (10000000000,), }`,
  ],
  'an NPY of parentheses': ['a.npy', `\x93NUMPY\x02\0\0\0\x10\0${fill("'shape':(1,")}`],
  'a DICOM of a damaged length': ['a.dcm', dicomBytes().map((byte, at) => (at > 1500 && at < 1504 ? 255 : byte))],
  'a DICOM of items in items': [
    'a.dcm',
    Uint8Array.from([
      ...dicomBytes([]),
      ...new Array(60_000)
        .fill([8, 0, 0x15, 0x11, 0x53, 0x51, 0, 0, 255, 255, 255, 255, 0xfe, 0xff, 0, 0xe0, 255, 255, 255, 255])
        .flat(),
    ]),
  ],
  'an ISHNE of 2 billion samples': ['a.ecg', ishneBytes({ samples: 2 ** 31 - 1 })],
  'an HDF5 that never ends': ['a.mat', await endlessBytes()],
  'an HDF5 of packed zeros': [
    'a.h5',
    await hdf5Bytes({ ecg: { data: new Array<number>(4e6).fill(0), shape: [4e6], chunks: [4e6] } }),
  ],
  'an SCP of sections that lie over each other': ['a.scp', fill('\x01\0')],
};

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? Uint8Array.from(content, (character) => character.charCodeAt(0)) : content;
}

const hdf5 = nodeHdf5(500);

/** Modules are loaded before the clock runs, and the library in its thread. */
beforeAll(async () => {
  await Promise.all(formats.ids.map((id) => formats.load(id)));
  await hdf5.arraysIn(new Uint8Array(), false);
});

describe('a hostile file', () => {
  it.each(Object.entries(HOSTILE))('%s', async (_, [path, content]) => {
    const file = memoryFile(path, bytesOf(content));
    const problems: Problem[] = [];
    let recordings = 0;
    const before = process.memoryUsage().arrayBuffers;
    const start = process.cpuUsage();
    await openFiles(
      [file],
      { samplingRateHz: { '*': 250 }, hdf5 },
      {
        onFound: () => undefined,
        onRecording: ({ leads }) => {
          recordings += 1;
          for (const { samplingRateHz, gain } of leads)
            expect(samplingRateHz > 0 && Number.isFinite(samplingRateHz) && gain !== 0).toBe(true);
        },
        onProblem: (problem) => problems.push(problem),
      },
    );
    expect(process.cpuUsage(start).user).toBeLessThan(MOST_CPU_MICROSECONDS);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * file.size + 64 * MEGABYTE);
    expect(recordings + problems.length).toBeGreaterThan(0);
    for (const { code, message } of problems) {
      expect(code, message).not.toBe('lab-defect');
      expect(message.length, message.slice(0, 200)).toBeLessThan(1000);
    }
    expect(Object.hasOwn(Object.prototype, 'leads')).toBe(false);
  });
});
