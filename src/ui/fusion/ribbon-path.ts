/** The outline of a stream. */

/** A place that a ribbon passes: its centre and how wide it is there, in pixels. */
export interface Station {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** A closed SVG path whose edges leave and enter every station vertically. */
export function ribbonPath(stations: readonly Station[]): string {
  const left = stations.map(({ x, y, width }) => [x - width / 2, y] as const);
  const right = stations.map(({ x, y, width }) => [x + width / 2, y] as const).reverse();
  return `M ${point(left[0] as Point)}${curves(left)} L ${point(right[0] as Point)}${curves(right)} Z`;
}

type Point = readonly [x: number, y: number];

function curves(points: readonly Point[]): string {
  return points
    .slice(1)
    .map((to, index) => {
      const from = points[index] as Point;
      const middle = (from[1] + to[1]) / 2;
      return ` C ${point([from[0], middle])} ${point([to[0], middle])} ${point(to)}`;
    })
    .join('');
}

const point = ([x, y]: Point): string => `${x.toFixed(1)},${y.toFixed(1)}`;
