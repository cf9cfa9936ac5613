import { useEffect, useState } from 'react';
import { type ChosenFile, filesOfDrop } from '../data/dropped-files';
import classes from './shell.module.css';

interface DropTargetProps {
  readonly onFiles: (files: readonly ChosenFile[]) => void;
  readonly onFailure: (thrown: unknown) => void;
}

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** The whole page takes files; while something hangs over it, it says so. */
export function DropTarget({ onFiles, onFailure }: DropTargetProps) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onDragOver = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    // Entering a child leaves its parent as well; only out of the window is really away.
    const onDragLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      setOver(false);
      filesOfDrop(event.dataTransfer).then(onFiles, onFailure);
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [onFiles, onFailure]);
  if (!over) return null;
  return (
    <div className={classes.dropOverlay} aria-hidden="true">
      <div>
        <strong>Drop ECG files or a whole folder</strong>
        <span>
          WFDB (.hea with .dat and .atr), EDF, CSV, MATLAB, DICOM, XML, or a ZIP of them. They stay on this machine.
        </span>
      </div>
    </div>
  );
}
