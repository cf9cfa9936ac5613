import { createRegistry } from '../domain/registry';
import type { ContainerReader } from './container';
import type { FormatReader } from './format';

/** The file formats, in the order in which they are offered the files: by strictest name first. */
export const formats = createRegistry<FormatReader>('format', [
  { id: 'wfdb', label: 'WFDB (PhysioNet)', load: async () => (await import('./wfdb')).wfdb },
  { id: 'edf', label: 'EDF, EDF+ or BDF', load: async () => (await import('./edf')).edf },
  { id: 'mat', label: 'MATLAB (.mat)', load: async () => (await import('./mat')).mat },
  { id: 'npy', label: 'NumPy (.npy, .npz)', load: async () => (await import('./npy')).npy },
  { id: 'json', label: 'JSON of this lab', load: async () => (await import('./json')).json },
  { id: 'muse-xml', label: 'GE MUSE XML', load: async () => (await import('./muse-xml')).museXml },
  { id: 'sierra-xml', label: 'Philips Sierra XML', load: async () => (await import('./sierra-xml')).sierraXml },
  { id: 'hl7-aecg', label: 'HL7 aECG', load: async () => (await import('./hl7-aecg')).hl7Aecg },
  { id: 'kardia-atc', label: 'Kardia ATC', load: async () => (await import('./kardia-atc')).kardiaAtc },
  { id: 'dicom', label: 'DICOM ECG', load: async () => (await import('./dicom')).dicom },
  { id: 'scp-ecg', label: 'SCP-ECG', load: async () => (await import('./scp-ecg')).scpEcg },
  { id: 'ishne', label: 'ISHNE Holter', load: async () => (await import('./ishne')).ishne },
  { id: 'hdf5', label: 'HDF5 or MATLAB 7.3', load: async () => (await import('./hdf5')).hdf5 },
  {
    id: 'apple-watch',
    label: 'an ECG of an Apple Watch',
    load: async () => (await import('./apple-watch')).appleWatch,
  },
  { id: 'beat-table', label: 'a table with a beat a row', load: async () => (await import('./beat-table')).beatTable },
  { id: 'csv', label: 'CSV', load: async () => (await import('./csv')).csv },
]);

/** Files that hold other files; they are unpacked before any format sees them. */
export const containers = createRegistry<ContainerReader>('container', [
  { id: 'zip', label: 'ZIP', load: async () => (await import('./zip')).zip },
]);
