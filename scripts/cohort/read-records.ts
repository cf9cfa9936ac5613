/** Reads a folder of WFDB records with the lab's own reader, one at a time, and keeps what can be measured. */

import { openFiles } from '../../src/formats/open-files';
import { findFiles } from '../../src/headless/node-files';
import { type MeasuredRecord, measuredRecord } from './record';

/** Throws on the first file that cannot be read: a table measured on a part of the database would not say so. */
export async function readRecords(folder: string): Promise<{ records: MeasuredRecord[]; read: number }> {
  const { files, problems } = await findFiles([folder]);
  const records: MeasuredRecord[] = [];
  let read = 0;
  const refuse = (message: string): never => {
    throw new Error(message);
  };
  if (problems[0]) refuse(problems[0].message);
  const wanted = files.filter(({ path }) => /\.(hea|dat|atr)$/.test(path));
  await openFiles(
    wanted,
    { samplingRateHz: {} },
    {
      onFound: () => undefined,
      onProblem: ({ message }) => refuse(message),
      onRecording: (recording) => {
        read += 1;
        const record = measuredRecord(recording);
        if (record) records.push(record);
      },
    },
  );
  return { records, read };
}
