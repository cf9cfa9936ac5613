import { useRef } from 'react';
import { useElementSize } from '../drawing/use-element-size';
import { modalityColour } from '../theme/meaning';
import { FeaturesPicture } from './features-picture';
import { ImagePicture } from './image-picture';
import { type PictureData, pictureKind } from './picture-data';
import { SpectrumPicture } from './spectrum-picture';
import type { PointAtColumn } from './use-point-at';
import { WaveformPicture } from './waveform-picture';

const PICTURES = {
  waveform: WaveformPicture,
  spectrum: SpectrumPicture,
  image: ImagePicture,
  features: FeaturesPicture,
};

interface PictureBoxProps {
  readonly id: string;
  readonly name: string;
  readonly data: PictureData;
  readonly className: string | undefined;
  readonly onPoint?: PointAtColumn | undefined;
}

/** Draws whatever kind of picture the shape asks for, as large as its box. */
export function PictureBox({ id, name, data, className, onPoint }: PictureBoxProps) {
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(box);
  const Picture = PICTURES[pictureKind(data)];
  return (
    <div ref={box} className={className}>
      {width > 0 && (
        <Picture data={data} name={name} colour={modalityColour(id)} width={width} height={height} onPoint={onPoint} />
      )}
    </div>
  );
}
