import type { ReactNode } from 'react';
import type { Axis } from '../../domain/representation';
import { octaveTicks, roundTicks } from '../drawing/ticks';
import classes from './pictures.module.css';
import { linear, logarithmic, type Scale } from './scales';

/** Room for labels of 12 px around the plot. */
const MARGIN = { left: 38, right: 8, top: 14, bottom: 18 };
const TOP_WITHOUT_UNIT = 5;

export interface PlotAxis {
  readonly range: readonly [number, number];
  readonly unit: string;
  /** Absent: equal distances. */
  readonly spacing?: Axis['spacing'];
}

export interface PlotArea {
  readonly x: Scale;
  readonly y: Scale;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where the plot lies in a picture of this size; an axis without a unit needs no line above the plot for it. */
export function plotArea(
  width: number,
  height: number,
  x: PlotAxis,
  y: PlotAxis,
  rightMargin = MARGIN.right,
): PlotArea {
  const top = y.unit ? MARGIN.top : TOP_WITHOUT_UNIT;
  const right = Math.max(MARGIN.left + 1, width - rightMargin);
  const bottom = Math.max(top + 1, height - MARGIN.bottom);
  return {
    x: linear(x.range, [MARGIN.left, right]),
    y: (y.spacing === 'ratio' ? logarithmic : linear)(y.range, [bottom, top]),
    left: MARGIN.left,
    top,
    width: right - MARGIN.left,
    height: bottom - top,
  };
}

interface PlotFrameProps {
  readonly width: number;
  readonly height: number;
  readonly area: PlotArea;
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly label: string;
  /** Leaves the lines out that would cross a picture below. */
  readonly overPicture?: boolean;
  readonly children?: ReactNode;
}

/** Two axes with round ticks and their units, and a drawing between them. */
export function PlotFrame({ width, height, area, x, y, label, overPicture, children }: PlotFrameProps) {
  const bottom = area.top + area.height;
  const right = area.left + area.width;
  const xTicks = roundTicks(...x.range, Math.max(2, Math.floor(area.width / 44)));
  const ticksOf = y.spacing === 'ratio' ? octaveTicks : roundTicks;
  const yTicks = ticksOf(...y.range, Math.max(2, Math.floor(area.height / 16)));
  const unitRoom = right - 9 * (x.unit.length + 1);
  return (
    <svg width={width} height={height} role="img" aria-label={label} className={classes.plot}>
      {yTicks.map((tick) => (
        <g key={tick}>
          {!overPicture && (
            <line x1={area.left} x2={right} y1={area.y(tick)} y2={area.y(tick)} className={classes.rule} />
          )}
          {area.y(tick) > area.top + (y.unit ? 4 : -1) && (
            <text x={area.left - 5} y={area.y(tick) + 4} textAnchor="end">
              {tickText(tick)}
            </text>
          )}
        </g>
      ))}
      {children}
      {xTicks
        .filter((tick) => area.x(tick) < unitRoom - 12)
        .map((tick) => (
          <text key={tick} x={area.x(tick)} y={bottom + 14} textAnchor="middle">
            {tickText(tick)}
          </text>
        ))}
      <text x={right} y={bottom + 14} textAnchor="end">
        {x.unit}
      </text>
      <text x={2} y={10} className={classes.unit}>
        {shortUnit(y.unit)}
      </text>
    </svg>
  );
}

/** `dB` of `dB re 1 mV²/Hz`: the reference is told in words, where there is room. */
export function shortUnit(unit: string): string {
  return unit.split(' re ')[0] as string;
}

/** A true minus sign, as wide as a digit. */
function tickText(tick: number): string {
  return String(tick).replace('-', '\u2212');
}
