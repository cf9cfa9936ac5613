import type { ClassProfile } from '../../lab/state';
import { classStyle } from '../theme/meaning';
import { measured } from '../wording/numbers';
import { edgeOf, namesOf, type PictureData, profileOf } from './picture-data';
import classes from './pictures.module.css';
import { type PlotArea, PlotFrame, plotArea } from './plot-frame';
import { rangeOf, readableAxis } from './scales';
import type { PointAtColumn } from './use-point-at';

export interface PictureProps {
  readonly data: PictureData;
  readonly name: string;
  readonly colour: string;
  readonly width: number;
  readonly height: number;
  /** Shows the samples behind a column of an image. */
  readonly onPoint?: PointAtColumn | undefined;
}

/** Points of a polyline. */
export function pointsOf(area: PlotArea, positions: ArrayLike<number>, values: ArrayLike<number>): string {
  const points = new Array<string>(values.length);
  for (let index = 0; index < values.length; index++) {
    const x = area.x(positions[index] as number);
    points[index] = `${x.toFixed(1)},${area.y(values[index] as number).toFixed(1)}`;
  }
  return points.join(' ');
}

/** A signal along time: one beat over the spread of normal ones, or the mean and spread of each class. */
export function WaveformPicture({ data, name, colour, width, height }: PictureProps) {
  const axis = data.axes[0] && readableAxis(data.axes[0]);
  if (!axis) return null;
  const { beat, usual, profiles } = data;
  const normal = beat && profileOf(profiles, 'N');
  const shown = beat ? [] : profiles;
  const edges = [...shown, ...(normal ? [normal] : [])].flatMap((each) => [edgeOf(each, 1), edgeOf(each, -1)]);
  const x = { range: rangeOf([axis.values]), unit: axis.unit };
  const y = { range: rangeOf(beat ? [beat, ...(usual ? [usual] : []), ...edges] : edges, 0.06), unit: data.valueUnit };
  const area = plotArea(width, height, x, y);
  const label = beat
    ? `${name} of the selected beat: ${measured(Math.min(...beat))} to ${measured(Math.max(...beat))} ${data.valueUnit} over ${x.range.map(measured).join(' to ')} ${x.unit}`
    : `${name}: mean and standard deviation of ${namesOf(profiles)}`;
  return (
    <PlotFrame width={width} height={height} area={area} x={x} y={y} label={label}>
      {normal && <Band area={area} positions={axis.values} profile={normal} fill="var(--ink-soft)" />}
      <ClassLines area={area} positions={axis.values} profiles={shown} />
      {usual && <UsualBeat area={area} points={pointsOf(area, axis.values, usual)} />}
      {beat && (
        <polyline points={pointsOf(area, axis.values, beat)} className={classes.line} style={{ stroke: colour }} />
      )}
    </PlotFrame>
  );
}

interface UsualBeatProps {
  readonly area: PlotArea;
  readonly points: string;
}

/** What models take from the beat before they see it. */
function UsualBeat({ area, points }: UsualBeatProps) {
  return (
    <>
      <polyline points={points} className={`${classes.line} ${classes.usual}`} />
      <text x={area.left + area.width} y={area.top + 10} textAnchor="end">
        dashed: usual beat
      </text>
    </>
  );
}

interface BandProps {
  readonly area: PlotArea;
  readonly positions: ArrayLike<number>;
  readonly profile: ClassProfile;
  readonly fill: string;
}

function Band({ area, positions, profile, fill }: BandProps) {
  const above = pointsOf(area, positions, edgeOf(profile, 1)).split(' ');
  const below = pointsOf(area, positions, edgeOf(profile, -1)).split(' ').reverse();
  return <polygon points={[...above, ...below].join(' ')} className={classes.band} style={{ fill }} />;
}

interface ClassLinesProps {
  readonly area: PlotArea;
  readonly positions: ArrayLike<number>;
  readonly profiles: readonly ClassProfile[];
}

/** Mean lines over bands of one standard deviation, in the colour and dash of each class. */
export function ClassLines({ area, positions, profiles }: ClassLinesProps) {
  return (
    <>
      {profiles.map((profile) => (
        <Band
          key={profile.exampleClass.id}
          area={area}
          positions={positions}
          profile={profile}
          fill={classStyle(profile.classIndex).colour}
        />
      ))}
      {profiles.map(({ exampleClass, classIndex, mean }) => (
        <polyline
          key={exampleClass.id}
          points={pointsOf(area, positions, mean)}
          className={classes.line}
          style={{ stroke: classStyle(classIndex).colour, strokeDasharray: classStyle(classIndex).dash }}
        />
      ))}
    </>
  );
}
