import { describe, expect, it } from 'vitest';
import { LabError, type Problem } from '../../domain/problem';
import { parseHeader } from './header';

function problemIn(text: string): Problem {
  try {
    parseHeader(text, 'x.hea');
  } catch (thrown) {
    if (thrown instanceof LabError) return thrown.problem;
    throw thrown;
  }
  throw new Error('no problem');
}

describe('parseHeader', () => {
  it('reads every field of a full header, with CRLF, comments and blank lines', () => {
    const text = [
      '# a comment first',
      '100 2 360/720(10) 650000 0:0:0 1/1/1990',
      '',
      '100.dat 212:3+24 200.5(1000)/uV 11 1024 995 -22131 0 lead  MLII',
      '100.xyz 16 2e3 16 -7 0 65535 0 V5',
      '# 69 M',
    ].join('\r\n');
    const header = parseHeader(text, 'x.hea');
    expect(header).toMatchObject({ name: '100', samplingRateHz: 360, samples: 650_000, warnings: [] });
    const [first, second] = header.signals;
    expect(first).toEqual({
      index: 0,
      name: 'lead MLII',
      file: '100.dat',
      format: 212,
      samplesPerFrame: 1,
      skew: 3,
      byteOffset: 24,
      gain: 200.5,
      baseline: 1000,
      unit: 'uV',
      checksum: -22131,
    });
    expect(second).toMatchObject({ gain: 2000, baseline: -7, unit: 'mV', skew: 0, byteOffset: 0, checksum: 65535 });
  });

  it('fills in what the standard prescribes where fields are absent', () => {
    const header = parseHeader('x 1\nx.dat 16', 'x.hea');
    expect(header).toMatchObject({ samplingRateHz: 250, samples: null });
    expect(header.warnings.join()).toMatch(/no sampling rate; 250 Hz/);
    expect(header.signals[0]).toMatchObject({ name: 'signal 0', gain: null, baseline: 0, unit: 'mV', checksum: null });
  });

  it('takes the ADC zero as baseline where there is none', () => {
    expect(parseHeader('x 1 250 10\nx.dat 16 0 12 512', 'x.hea').signals[0]).toMatchObject({
      gain: null,
      baseline: 512,
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
    ['x/3 4 250 30\nx1 10\nx2 10\nx3 10', 'wfdb-multi-segment', 'record line', 'line 1'],
    ['x 1 250 0\n~ 0 200 0 0 0 0 0 II', 'wfdb-multi-segment', 'record line', 'line 1'],
  ])('refuses %j with one clear sentence', (text, code, field, at) => {
    expect(problemIn(text)).toMatchObject({ code, field, at, file: 'x.hea' });
  });
});
