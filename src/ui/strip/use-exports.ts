import type { Recording } from '../../domain/recording';
import { readPalette } from '../drawing/palette';
import { useActions } from '../lab-context';
import { printDocument, saveFile } from './save-file';
import { STRIP_TOKENS } from './scene';
import { type Seen, sheetOf } from './strip-sheet';
import { printPage, stripSvg } from './strip-svg';

export interface Exports {
  annotations(): void;
  drawing(): void;
  print(): void;
}

/** What leaves the lab: annotations for other programs, the strip for a document or for paper. */
export function useExports(recording: Recording, seen: Omit<Seen, 'recording' | 'palette'>): Exports {
  const { exportAnnotations } = useActions();
  const name = recording.name.replace(/[^\w.-]+/g, '-');
  const drawSheet = (): string =>
    stripSvg(sheetOf({ ...seen, recording, palette: readPalette(STRIP_TOKENS, 'light') }));
  return {
    annotations: () =>
      exportAnnotations(recording.id, (bytes) => saveFile(`${name}.atr`, new Blob([bytes as BlobPart]))),
    drawing: () => saveFile(`${name}.svg`, new Blob([drawSheet()], { type: 'image/svg+xml' })),
    print: () => printDocument(printPage(drawSheet(), recording.name)),
  };
}
