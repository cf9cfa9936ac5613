import { LabError } from '../../domain/problem';
import { durationSeconds, type Recording } from '../../domain/recording';
import { listOf } from '../excerpt';
import type { Claim, FormatReader } from '../format';
import { baseName, extensionOf, type SourceFile, withoutExtension } from '../source-file';
import { claimRecords, readHeaderText, resolved } from './claim';
import { parseHeader } from './header';
import { mitBihSubject } from './mit-bih-subjects';
import { readAnnotations } from './record-annotations';
import { groupSignals } from './signal-groups';
import { readSignals } from './signals';

/** The records of PhysioNet (WFDB): a header, signal files and annotation files. */
export const wfdb: FormatReader = {
  id: 'wfdb',
  claim: claimRecords,
  read: async (claim) => [await readRecord(claim)],
};

async function readRecord({ path, files }: Claim): Promise<Recording> {
  const headerFile = files.find((file) => file.path === path && extensionOf(path) === 'hea');
  if (!headerFile) throw missingHeader(files);
  const header = parseHeader(await readHeaderText(headerFile), path);
  const byPath = new Map(files.map((file) => [file.path.toLowerCase(), file]));
  const groups = groupSignals(header, path, (name) => byPath.get(resolved(path, name).toLowerCase()));
  const { leads, warnings } = await readSignals(header, path, groups);
  const beats = await readAnnotations(header, path, files, durationSeconds({ leads }));
  const id = withoutExtension(path);
  const name = baseName(id);
  return {
    id,
    name,
    format: 'wfdb',
    subject: mitBihSubject(name, leads) ?? id,
    synthetic: false,
    leads,
    annotationRateHz: beats.annotationRateHz,
    annotations: beats.annotations,
    warnings: [...header.warnings, ...warnings, ...beats.warnings],
  };
}

function missingHeader(files: readonly SourceFile[]): LabError {
  const names = [...new Set(files.map(({ path }) => baseName(`${withoutExtension(path)}.hea`)))];
  return new LabError({
    code: 'wfdb-header-missing',
    file: files[0]?.path ?? '',
    field: 'header',
    expected: `${listOf(names)} beside ${listOf(files.map(({ path }) => baseName(path)))}`,
    found: 'no .hea file',
    at: '',
    fix: 'Open the .hea file together with its .dat and .atr files, or the whole folder.',
  });
}
