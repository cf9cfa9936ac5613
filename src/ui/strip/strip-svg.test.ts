import { describe, expect, it } from 'vitest';
import { fakeRecording } from '../../../tests/fixtures/fake-ecg';
import type { Recording } from '../../domain/recording';
import { buildLeadPyramid } from '../../signals/lead-pyramid';
import { leadScaleOf } from './lead-scale';
import type { Gain, Speed } from './paper';
import { STRIP_TOKENS, type StripPalette } from './scene';
import { sheetOf } from './strip-sheet';
import { blockHeightMm, linesOf, printPage, stripSvg } from './strip-svg';

const palette = Object.fromEntries(STRIP_TOKENS.map((token) => [token, `rgb(1 2 3)`])) as StripPalette;
const fake = fakeRecording('p<01>', 1, 60, 3);

function drawing(
  change: { speed?: Speed; gain?: Gain; to?: number; layout?: 'one' | '3x4'; recording?: Recording } = {},
) {
  const recording = change.recording ?? fake;
  const traces = recording.leads.map((lead) => {
    const pyramid = buildLeadPyramid(lead);
    return { lead, pyramid, scale: leadScaleOf(lead, pyramid), filtered: null };
  });
  return stripSvg(
    sheetOf({
      recording,
      traces,
      layout: change.layout ?? 'one',
      lead: 0,
      speed: change.speed ?? 25,
      gain: change.gain ?? 10,
      fromSeconds: 0,
      toSeconds: change.to ?? 10,
      palette,
    }),
  );
}

const millimetres = (svg: string) => {
  const [, width, height, boxWidth, boxHeight] =
    /width="([\d.]+)mm" height="([\d.]+)mm" viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  return { width: Number(width), height: Number(height), boxWidth: Number(boxWidth), boxHeight: Number(boxHeight) };
};

/** x of every corner of the trace, mm from the start of the signal. */
function traceX(svg: string): number[] {
  const path = /<path d="(M[^"]*)" fill="none" stroke="[^"]*" stroke-width="0.3" stroke-linejoin/.exec(svg)?.[1] ?? '';
  return [...path.matchAll(/[ML]([\d.-]+) /g)].map(([, x]) => Number(x));
}

describe('the strip as SVG', () => {
  it('has one unit a millimetre of paper, and fits a sheet of A4', () => {
    for (const svg of [drawing(), drawing({ to: 60 }), drawing({ layout: '3x4' })]) {
      const { width, height, boxWidth, boxHeight } = millimetres(svg);
      expect([boxWidth, boxHeight]).toEqual([width, height]);
      expect(width).toBe(264);
      expect(width).toBeLessThanOrEqual(277);
      expect(height).toBeLessThanOrEqual(190);
    }
  });

  it.each([12.5, 25, 50] as const)('is %d mm a second', (speed) => {
    const x = traceX(drawing({ speed, to: 1 }));
    const [second, first] = [x[360] as number, x[0] as number];
    expect(second - first).toBeCloseTo(speed, 2);
  });

  it.each([5, 10, 20] as const)('has a pulse of 1 mV as high as %d mm and 200 ms long', (gain) => {
    const [, up, along, down] = /data-pulse="" d="M[^h]*h[\d.]+v(-?\d+)h([\d.]+)v(\d+)/.exec(drawing({ gain })) ?? [];
    expect([Number(up), Number(along), Number(down)]).toEqual([-gain, 5, gain]);
  });

  it('breaks the line where samples are missing', () => {
    const path = /<path d="(M[^"]*)" fill="none" stroke="[^"]*" stroke-width="0.3" stroke-linejoin/.exec(
      drawing(),
    )?.[1];
    expect(path?.match(/M/g)).toHaveLength(2);
  });

  it('names missing leads, bad checksums and what was corrected, and escapes what a file is called', () => {
    const [lead, ...others] = fake.leads;
    const recording = { ...fake, edited: 'x', leads: [{ ...lead, checksum: 'bad' }, ...others] } as Recording;
    const svg = drawing({ recording });
    expect(svg).toContain('p&#60;01&#62; · synthetic · beats corrected by hand');
    expect(svg).toContain('bad checksum');
    expect(drawing({ layout: '3x4' }).match(/not recorded/g)).toHaveLength(11);
  });

  it('goes on in further lines of 10 s, as many as fit', () => {
    expect(linesOf(5, 24.9, 25)).toEqual([
      [5, 15],
      [15, 25],
    ]);
    const lines = linesOf(0, 3600, 25).length;
    expect(lines).toBeGreaterThan(3);
    expect(9 + lines * (blockHeightMm(1, lines) + 10)).toBeLessThanOrEqual(190 + 1e-9);
  });

  it('is printed on A4 across with margins that leave it as it is', () => {
    expect(printPage('<svg/>', 'a & b')).toMatch(/@page\{size:A4 landscape;margin:10mm\}.*<svg\/>/);
  });
});
