import { expect, it } from 'vitest';
import { wfdbSpecimens } from '../../../tests/fixtures/specimens/wfdb';
import { readHeaderText } from './claim';
import { decodeGroup } from './decode-group';
import { parseHeader } from './header';
import { groupSignals } from './signal-groups';

it.each([1, 7, 40, 64])('decodes the same of every packed format in slices of %i bytes', async (sliceBytes) => {
  const files = wfdbSpecimens.find(({ name }) => name === 'every packed format')?.files ?? [];
  const [headerFile] = files;
  if (!headerFile) throw new Error('no such specimen');
  const header = parseHeader(await readHeaderText(headerFile), 'x.hea');
  if (header.kind !== 'signals') throw new Error('no signals');
  const groups = groupSignals(header, 'x.hea', (name) => files.find(({ path }) => path === name));
  expect(groups).toHaveLength(10);
  for (const group of groups) {
    const decoded = [undefined, sliceBytes].map(async (bytes) => {
      const into = new group.format.Samples(header.frames ?? 0);
      await decodeGroup(group, into.length, 'x.hea', [into], bytes === undefined ? {} : { sliceBytes: bytes });
      return [...into];
    });
    const [whole, sliced] = await Promise.all(decoded);
    expect(sliced).toEqual(whole);
    expect(whole?.some((value) => value !== 0)).toBe(true);
  }
});
