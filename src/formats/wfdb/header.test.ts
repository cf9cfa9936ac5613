import { describe, expect, it } from 'vitest';
import { LabError, type Problem } from '../../domain/problem';
import { isLayout, type MultiSegmentHeader, parseHeader, type WfdbHeader } from './header';

function problemIn(text: string): Problem {
  try {
    parseHeader(text, 'x.hea');
  } catch (thrown) {
    if (thrown instanceof LabError) return thrown.problem;
    throw thrown;
  }
  throw new Error('no problem');
}

function signalsHeader(text: string): WfdbHeader {
  const header = parseHeader(text, 'x.hea');
  if (header.kind !== 'signals') throw new Error('no signals');
  return header;
}

function segmentsHeader(text: string): MultiSegmentHeader {
  const header = parseHeader(text, 'x.hea');
  if (header.kind !== 'segments') throw new Error('no segments');
  return header;
}

describe('parseHeader', () => {
  it('reads every field of a full header, with CRLF, comments and blank lines', () => {
    const text = [
      '# a comment first',
      '100 2 360/720(10) 650000 0:0:0 1/1/1990',
      '',
      '100.dat 212x4:3+24 200.5(1000)/uV 11 1024 995 -22131 0 lead  MLII',
      '100.xyz 16 2e3 16 -7 0 65535 0 V5',
      '# 69 M',
    ].join('\r\n');
    const header = signalsHeader(text);
    expect(header).toMatchObject({ name: '100', frameRateHz: 360, frames: 650_000, warnings: [] });
    expect(header.comments).toEqual(['a comment first', '69 M']);
    const [first, second] = header.signals;
    expect(first).toEqual({
      index: 0,
      name: 'lead MLII',
      file: '100.dat',
      format: 212,
      samplesPerFrame: 4,
      skew: 3,
      byteOffset: 24,
      gain: 200.5,
      baseline: 1000,
      unit: 'uV',
      initial: 995,
      checksum: -22131,
    });
    expect(second).toMatchObject({ gain: 2000, baseline: -7, unit: 'mV', skew: 0, byteOffset: 0, checksum: 65535 });
  });

  it('fills in what the standard prescribes where fields are absent', () => {
    const header = signalsHeader('x 1\nx.dat 16');
    expect(header).toMatchObject({ frameRateHz: 250, frames: null });
    expect(header.warnings.join()).toMatch(/no sampling rate; 250 Hz/);
    expect(header.signals[0]).toMatchObject({ name: 'signal 0', gain: null, baseline: 0, unit: 'mV', checksum: null });
  });

  it('takes the ADC zero as baseline where there is none', () => {
    expect(signalsHeader('x 1 250 10\nx.dat 16 0 12 512').signals[0]).toMatchObject({
      gain: null,
      baseline: 512,
      initial: 512,
    });
  });

  it.each([
    ['x 1 250 10 12:00:00 31/02/1990', 'date'],
    ['x 1 250 10 12:00:00 12-May-2020', 'date'],
    ['x 1 250 10 noon 01/02/1990', 'time'],
  ])('only warns of a bad clock: %s', (line, what) => {
    const { warnings } = parseHeader(`${line}\nx.dat 16`, 'x.hea');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`x.hea, line 1: the ${what}`);
  });

  it('reads the segments of a record that is made of others', () => {
    const header = segmentsHeader(
      'x/3 4 125 52725000 16:57:09.000 26/10/2137\r\nx_layout 0\r\n~ 3750\r\nx_1 2000\r\n# micu',
    );
    expect(header).toMatchObject({ frameRateHz: 125, frames: 52_725_000, signalCount: 4, comments: ['micu'] });
    expect(header.segments).toEqual([
      { name: 'x_layout', frames: 0 },
      { name: '~', frames: 3750 },
      { name: 'x_1', frames: 2000 },
    ]);
    expect(header.warnings).toEqual([]);
  });

  it('knows a layout header by its signals without files', () => {
    expect(isLayout(signalsHeader('x 1 125 0\n~ 0 1.28(-109)/mmHg 8 0 -128 0 0 ABP'))).toBe(true);
    expect(isLayout(signalsHeader('x 2 125 0\n~ 0 200\nx.dat 16 200'))).toBe(false);
  });

  it('warns of lines after the last signal', () => {
    expect(parseHeader('x 1 250 10\nx.dat 16\ny.dat 16', 'x.hea').warnings.join()).toContain('1 line after');
  });

  it.each([
    ['', 'wfdb-header-invalid', 'record line', ''],
    ['# only\n', 'wfdb-header-invalid', 'record line', ''],
    ['x two 250 10', 'wfdb-header-invalid', 'number of signals', 'line 1'],
    ['x 1 fast 10', 'wfdb-header-invalid', 'sampling rate', 'line 1'],
    ['x 1 0 10', 'wfdb-header-invalid', 'sampling rate', 'line 1'],
    ['x 1 250 many', 'wfdb-header-invalid', 'number of samples', 'line 1'],
    ['x 2 250 10\nx.dat 16', 'wfdb-header-invalid', 'signal lines', ''],
    ['x 1 250 10\n\nx.dat', 'wfdb-header-invalid', 'signal 0 (signal 0), signal format', 'line 3'],
    ['x 1 250 10\nx.dat 16 ? 11 0 0 0 0 II', 'wfdb-header-invalid', 'signal 0 (II), gain', 'line 2'],
    ['x 1 250 10\nx.dat 16 200 11 0 0 abc 0 II', 'wfdb-header-invalid', 'signal 0 (II), checksum', 'line 2'],
    ['x 0 250 10', 'wfdb-no-signals', 'number of signals', ''],
    ['x 1 250 10\nx.dat 16x0', 'wfdb-header-invalid', 'signal 0 (signal 0), samples per frame', 'line 2'],
    ['x/3 4 250 30\nx1 10\nx2 10', 'wfdb-header-invalid', 'segment lines', ''],
    ['x/2 4 250 30\nx1 10\nx2 ten', 'wfdb-header-invalid', 'segment 1 ("x2"), number of samples', 'line 3'],
  ])('refuses %j with one clear sentence', (text, code, field, at) => {
    expect(problemIn(text)).toMatchObject({ code, field, at, file: 'x.hea' });
  });
});
