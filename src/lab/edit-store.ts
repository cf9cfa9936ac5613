/** Corrections by hand, kept in this browser beside nothing but the name and content of the recording that they belong to. */

import type { AnnotationEdit } from '../domain/annotation-edits';

/** What is kept of one recording. */
export interface SavedEdits {
  /** Of `RecordingDigest`: other content under the same id is another recording. */
  readonly fingerprint: string;
  readonly recordingId: string;
  readonly done: readonly AnnotationEdit[];
}

export interface EditStore {
  /** Everything that is kept. */
  all(): Promise<readonly SavedEdits[]>;
  /** Keeps these edits in place of those before; without any, nothing is kept. */
  save(edits: SavedEdits): Promise<void>;
}

const DATABASE = 'ecg-fusion-lab.edits';
const STORE = 'edits';

/** Of the browser's IndexedDB. Every call rejects where the person has forbidden that. */
export function createEditStore(): EditStore {
  let opened: Promise<IDBDatabase> | undefined;
  const objects = async (mode: IDBTransactionMode): Promise<IDBObjectStore> => {
    opened ??= openDatabase();
    return (await opened).transaction(STORE, mode).objectStore(STORE);
  };
  return {
    all: async () => settled((await objects('readonly')).getAll() as IDBRequest<SavedEdits[]>),
    save: async (edits) => {
      const store = await objects('readwrite');
      const key = [edits.recordingId, edits.fingerprint];
      if (edits.done.length > 0) await settled(store.put(edits));
      else await settled(store.delete(key));
    },
  };
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () =>
    request.result.createObjectStore(STORE, { keyPath: ['recordingId', 'fingerprint'] satisfies (keyof SavedEdits)[] });
  return settled(request);
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
