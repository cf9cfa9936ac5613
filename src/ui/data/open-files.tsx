import { type ChangeEvent, useRef } from 'react';
import { useActions } from '../lab-context';
import controls from '../theme/controls.module.css';
import { filesOfChoice } from './dropped-files';

/** Chooses single files: the files of a record, a ZIP, tables. */
export function OpenFilesButton() {
  return (
    <ChooserButton
      label="Open files"
      why="All files of a record together (.hea with .dat and .atr), or EDF, CSV, MATLAB, DICOM, XML, a ZIP of them"
    />
  );
}

/** Chooses a folder with all that is in it. */
export function OpenFolderButton() {
  return <ChooserButton label="Open folder" why="A folder of recordings, with the folders in it" folder />;
}

interface ChooserButtonProps {
  readonly label: string;
  readonly why: string;
  readonly folder?: boolean;
}

function ChooserButton({ label, why, folder = false }: ChooserButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  const { openFiles } = useActions();
  // React's types and attributes do not know it; the element does.
  const setInput = (element: HTMLInputElement | null): void => {
    input.current = element;
    if (element) element.webkitdirectory = folder;
  };
  const onChange = (event: ChangeEvent<HTMLInputElement>): void => {
    const files = filesOfChoice(event.currentTarget.files ?? []);
    // Emptied, so that the same file can be chosen again after it was mended.
    event.currentTarget.value = '';
    if (files.length > 0) openFiles(files);
  };
  return (
    <>
      <button type="button" className={controls.button} title={why} onClick={() => input.current?.click()}>
        {label}
      </button>
      <input ref={setInput} type="file" hidden multiple onChange={onChange} />
    </>
  );
}
