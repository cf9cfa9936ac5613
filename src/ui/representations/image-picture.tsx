import { type PointerEvent, useId, useLayoutEffect, useRef } from 'react';
import { classLabel } from '../../domain/task';
import type { ClassProfile } from '../../lab/state';
import { cividis, heatmapPixels } from '../drawing/cividis';
import { classStyle } from '../theme/meaning';
import { measured } from '../wording/numbers';
import { namesOf } from './picture-data';
import classes from './pictures.module.css';
import { PlotFrame, plotArea, shortUnit } from './plot-frame';
import { cellRange, rangeOf, readableAxis } from './scales';
import type { PictureProps } from './waveform-picture';

const COLOUR_BAR_PX = 46;

interface HeatmapProps {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly range: readonly [number, number];
}

/** One pixel a number; the browser enlarges it without smoothing, so that every cell is seen as what it is. */
function Heatmap({ values, rows, columns, range }: HeatmapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [low, high] = range;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    context?.putImageData(new ImageData(heatmapPixels(values, rows, columns, [low, high]), columns, rows), 0, 0);
  }, [values, rows, columns, low, high]);
  return <canvas ref={canvas} width={columns} height={rows} className={classes.heatmap} />;
}

/** Rows and columns of one beat in cividis, or a small picture of mean and spread for each class. */
export function ImagePicture(props: PictureProps) {
  return props.data.beat ? <BeatImage {...props} beat={props.data.beat} /> : <ClassImages {...props} />;
}

function BeatImage({ data, name, width, height, beat, onPoint }: PictureProps & { readonly beat: Float64Array }) {
  const [rows, columns] = data.axes.map(readableAxis);
  if (!rows || !columns) return null;
  const range = rangeOf([beat]);
  const x = { range: cellRange(columns.values), unit: columns.unit };
  const y = { range: cellRange(rows.values, rows.spacing), unit: '', spacing: rows.spacing };
  const area = plotArea(width, height, x, y, COLOUR_BAR_PX);
  const [from, to] = rangeOf([rows.values]);
  const label = `${name} of the selected beat: ${measured(from)} to ${measured(to)} ${rows.unit} against time, ${range.map(measured).join(' to ')} ${data.valueUnit}`;
  const place = { left: area.left, top: area.top, width: area.width, height: area.height };
  const point = (event: PointerEvent<HTMLDivElement>): void => {
    const fromLeft = event.clientX - event.currentTarget.getBoundingClientRect().left - area.left;
    const column = Math.floor((fromLeft / area.width) * columns.values.length);
    onPoint?.(column >= 0 && column < columns.values.length ? column : null);
  };
  return (
    <div
      className={classes.stack}
      onPointerDown={point}
      onPointerMove={point}
      onPointerLeave={onPoint && (() => onPoint(null))}
    >
      <div className={classes.place} style={place}>
        <Heatmap values={beat} rows={rows.values.length} columns={columns.values.length} range={range} />
      </div>
      <PlotFrame width={width} height={height} area={area} x={x} y={y} label={label} overPicture>
        <text x={area.left + 4} y={area.top + 12} className={classes.onHeatmap}>
          {rows.unit}
        </text>
        <ColourBar left={area.left + area.width + 6} area={area} range={range} unit={data.valueUnit} />
      </PlotFrame>
    </div>
  );
}

interface ColourBarProps {
  readonly left: number;
  readonly area: { readonly top: number; readonly height: number };
  readonly range: readonly [number, number];
  readonly unit: string;
}

function ColourBar({ left, area, range: [low, high], unit }: ColourBarProps) {
  const id = useId();
  const stops = [1, 0.75, 0.5, 0.25, 0];
  const digits = digitsFor([low, high]);
  const short = (value: number): string => value.toFixed(digits).replace('-', '\u2212');
  return (
    <g>
      <linearGradient id={id} x1="0" x2="0" y1="0" y2="1">
        {stops.map((stop) => (
          <stop key={stop} offset={1 - stop} stopColor={`rgb(${cividis(stop).join(' ')})`} />
        ))}
      </linearGradient>
      <rect x={left} y={area.top} width={7} height={area.height} fill={`url(#${id})`} />
      <text x={left + 10} y={area.top + 9}>
        {short(high)}
      </text>
      <text x={left + 10} y={area.top + area.height}>
        {short(low)}
      </text>
      <text x={left + COLOUR_BAR_PX - 6} y={area.top + area.height + 14} textAnchor="end">
        {shortUnit(unit)}
      </text>
    </g>
  );
}

/** Decimals that tell the ends of a range apart: decibels need none, millivolts one. */
function digitsFor([low, high]: readonly [number, number]): number {
  return high - low < 10 ? 1 : 0;
}

function ClassImages({ data, name, width, height }: PictureProps) {
  const [rows = 0, columns = 0] = data.shape;
  const meanRange = rangeOf(data.profiles.map(({ mean }) => mean));
  const spreadRange = [0, rangeOf(data.profiles.map(({ standardDeviation }) => standardDeviation))[1]] as const;
  const classesNamed = namesOf(data.profiles);
  const meanDigits = digitsFor(meanRange);
  return (
    <figure
      className={classes.images}
      style={{ width, height }}
      role="img"
      aria-label={`${name}: mean (above) and standard deviation (below) of ${classesNamed}`}
    >
      {data.profiles.map(({ mean, standardDeviation, ...profile }) => (
        <div key={profile.exampleClass.id} className={classes.column}>
          <Heatmap values={mean} rows={rows} columns={columns} range={meanRange} />
          <Heatmap values={standardDeviation} rows={rows} columns={columns} range={spreadRange} />
          <ClassName {...profile} />
        </div>
      ))}
      <figcaption className={classes.caption}>
        above: mean {meanRange.map((each) => each.toFixed(meanDigits).replace('-', '\u2212')).join(' to ')}; below: SD
        to {measured(spreadRange[1])} {shortUnit(data.valueUnit)}
      </figcaption>
    </figure>
  );
}

function ClassName({ exampleClass, classIndex }: Pick<ClassProfile, 'exampleClass' | 'classIndex'>) {
  return <strong style={{ color: classStyle(classIndex).textColour }}>{classLabel(exampleClass)}</strong>;
}
