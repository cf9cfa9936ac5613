import { classStyle } from '../theme/meaning';
import { measured } from '../wording/numbers';
import { edgeOf, namesOf } from './picture-data';
import classes from './pictures.module.css';
import { linear, rangeOf } from './scales';
import type { PictureProps } from './waveform-picture';

const NAMES_PX = 138;
const VALUES_PX = 46;
/** A line of text needs as much; in a smaller picture only every second feature is written out, and its bars stay. */
const LINE_PX = 12;

/** A bar for each named feature from 0, with its value; or the mean and spread of each class. */
export function FeaturesPicture({ data, name, colour, width, height }: PictureProps) {
  const { beat, profiles } = data;
  const names = data.axes[0]?.names ?? [];
  const edges = profiles.flatMap((each) => [edgeOf(each, 1), edgeOf(each, -1)]);
  const [low, high] = rangeOf(beat ? [beat, [0]] : [...edges, [0]], 0.04);
  const x = linear([low, high], [NAMES_PX, width - (beat ? VALUES_PX : 8)]);
  const pitch = height / Math.max(1, names.length);
  const everyWritten = Math.ceil(LINE_PX / pitch);
  const label = beat
    ? `${name} of the selected beat: ${names.map((each, index) => `${each} ${measured(beat[index] as number)}`).join(', ')} (${data.valueUnit})`
    : `${name}: mean and standard deviation of ${namesOf(profiles)}`;
  return (
    <svg width={width} height={height} role="img" aria-label={label} className={classes.plot}>
      <line x1={x(0)} x2={x(0)} y1={0} y2={height} className={classes.rule} />
      {names.map((feature, index) => {
        const middle = (index + 0.5) * pitch;
        return (
          <g key={feature}>
            {index % everyWritten === 0 && (
              <text x={NAMES_PX - 8} y={middle + 4} textAnchor="end">
                {feature}
              </text>
            )}
            {beat ? (
              <Bar
                {...{ x, middle, pitch, colour }}
                value={beat[index] as number}
                writtenAt={index % everyWritten === 0 ? width : null}
              />
            ) : (
              profiles.map(({ exampleClass, classIndex, mean, standardDeviation }, row) => (
                <Whisker
                  key={exampleClass.id}
                  mean={mean[index] as number}
                  spread={standardDeviation[index] as number}
                  x={x}
                  y={index * pitch + ((row + 0.75) / (profiles.length + 0.5)) * pitch}
                  colour={classStyle(classIndex).colour}
                />
              ))
            )}
          </g>
        );
      })}
    </svg>
  );
}

interface BarProps {
  readonly value: number;
  readonly x: (value: number) => number;
  readonly middle: number;
  readonly pitch: number;
  readonly colour: string;
  /** Right edge of the value in figures; null where it is not written. */
  readonly writtenAt: number | null;
}

function Bar({ value, x, middle, pitch, colour, writtenAt }: BarProps) {
  const thick = Math.min(14, pitch * 0.66);
  const [from, to] = [Math.min(x(0), x(value)), Math.max(x(0), x(value))];
  return (
    <>
      <rect x={from} y={middle - thick / 2} width={Math.max(1, to - from)} height={thick} style={{ fill: colour }} />
      {writtenAt !== null && (
        <text x={writtenAt - 4} y={middle + 4} textAnchor="end">
          {value.toFixed(2).replace('-', '\u2212')}
        </text>
      )}
    </>
  );
}

interface WhiskerProps {
  readonly mean: number;
  readonly spread: number;
  readonly x: (value: number) => number;
  readonly y: number;
  readonly colour: string;
}

function Whisker({ mean, spread, x, y, colour }: WhiskerProps) {
  return (
    <g style={{ stroke: colour, fill: colour }}>
      <line x1={x(mean - spread)} x2={x(mean + spread)} y1={y} y2={y} strokeWidth={1.5} />
      <circle cx={x(mean)} cy={y} r={2.2} stroke="none" />
    </g>
  );
}
