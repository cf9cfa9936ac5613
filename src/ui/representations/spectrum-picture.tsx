import { measured } from '../wording/numbers';
import { edgeOf, namesOf } from './picture-data';
import { PlotFrame, plotArea } from './plot-frame';
import { cellRange, rangeOf, readableAxis } from './scales';
import { ClassLines, type PictureProps } from './waveform-picture';

/** A bar for each bin of one beat, or the mean and spread of each class. */
export function SpectrumPicture({ data, name, colour, width, height }: PictureProps) {
  const axis = data.axes[0] && readableAxis(data.axes[0]);
  if (!axis) return null;
  const { beat, profiles } = data;
  const edges = profiles.flatMap((each) => [edgeOf(each, 1), edgeOf(each, -1)]);
  const [low, high] = rangeOf(beat ? [beat] : edges, 0.04);
  const x = { range: cellRange(axis.values), unit: axis.unit };
  // Power in dB has no zero to stand on: bars stand on the lowest value. Anything that starts at 0 keeps it.
  const y = { range: [Math.min(0, low), high] as const, unit: data.valueUnit };
  const area = plotArea(width, height, x, y);
  const peak = beat ? (axis.values[beat.indexOf(Math.max(...beat))] as number) : 0;
  const label = beat
    ? `${name} of the selected beat: most at ${measured(peak)} ${axis.unit}, up to ${measured(high)} ${data.valueUnit}`
    : `${name}: mean and standard deviation of ${namesOf(profiles)}`;
  return (
    <PlotFrame width={width} height={height} area={area} x={x} y={y} label={label}>
      {beat ? (
        <path d={barsPath(area, axis.values, beat)} style={{ fill: colour }} />
      ) : (
        <ClassLines area={area} positions={axis.values} profiles={profiles} />
      )}
    </PlotFrame>
  );
}

/** Bars between the middles of neighbouring positions, so that bands of unequal width are drawn as wide as they are. */
function barsPath(area: ReturnType<typeof plotArea>, positions: ArrayLike<number>, values: ArrayLike<number>): string {
  const bottom = area.top + area.height;
  const pitch = area.width / values.length;
  const gap = Math.min(1.5, pitch * 0.25);
  let path = '';
  for (let index = 0; index < values.length; index++) {
    const middle = area.x(positions[index] as number);
    const left = index > 0 ? (area.x(positions[index - 1] as number) + middle) / 2 : area.left;
    const right =
      index < values.length - 1 ? (area.x(positions[index + 1] as number) + middle) / 2 : area.left + area.width;
    const top = Math.min(bottom - 0.5, area.y(values[index] as number));
    path += `M${(left + gap / 2).toFixed(2)} ${bottom}V${top.toFixed(2)}H${(right - gap / 2).toFixed(2)}V${bottom}Z`;
  }
  return path;
}
