import { useEffect, useMemo, useRef, useState } from 'react';
import type { PlotDefinition, PlotFigure } from '../../plots/plot';
import { useElementSize } from '../drawing/use-element-size';
import styles from './figure.module.css';
import { createLatestWins } from './latest-wins';
import { usePlotColours } from './use-plot-colours';

const REDRAW_INTERVAL_MS = 100;
/** Nothing leaves the machine: no logo that links away, no upload to a chart service. */
const CONFIG = {
  displaylogo: false,
  displayModeBar: false,
  showSendToCloud: false,
  plotlyServerURL: '',
  responsive: false,
  scrollZoom: false,
  doubleClick: false,
} as const;

const loadPlotly = async () => (await import('plotly.js-cartesian-dist-min')).default;

/**
 * In pixels; as a function of the width in pixels, for figures that set their panels below each other where it is narrow;
 * or as a CSS length, for figures that take what the screen leaves.
 */
export type FigureHeight = number | string | ((widthPx: number) => number);

interface PlotlyCanvasProps<Input> {
  readonly definition: PlotDefinition<Input> | null;
  readonly input: Input;
  readonly height: FigureHeight;
  readonly label: string;
  readonly onFailure: () => void;
}

/** The place that Plotly draws into. It has its height from the start, so that nothing moves when the figure arrives. */
export function PlotlyCanvas<Input>({ definition, input, label, onFailure, ...props }: PlotlyCanvasProps<Input>) {
  const frame = useRef<HTMLDivElement>(null);
  const { width: widthPx, height: measuredPx } = useElementSize(frame);
  const height = typeof props.height === 'function' ? props.height(widthPx) : props.height;
  const heightPx = typeof height === 'number' ? height : measuredPx;
  const colours = usePlotColours();
  const figure = useMemo(
    () => (definition && widthPx > 0 ? definition.figure(input, { ...colours, widthPx, heightPx }) : null),
    [definition, input, colours, widthPx, heightPx],
  );
  const { canvas, drawn } = usePlotly(figure, onFailure);
  const empty = figure !== null && figure.data.length === 0;
  return (
    <div ref={frame} className={styles.frame} style={{ height }}>
      <div ref={canvas} role="img" aria-label={label} className={styles.canvas} hidden={empty} />
      {(empty || !drawn) && <p className={styles.placeholder}>{empty ? 'Nothing to draw yet.' : 'Drawing …'}</p>}
    </div>
  );
}

/** Draws the newest figure at most ten times a second, and gives its memory back when the element goes. */
function usePlotly(figure: PlotFigure | null, onFailure: () => void) {
  const canvas = useRef<HTMLDivElement>(null);
  const [limit] = useState(() => createLatestWins(REDRAW_INTERVAL_MS));
  const [drawn, setDrawn] = useState(false);
  const purge = useRef(() => {});
  const failed = useRef(onFailure);
  failed.current = onFailure;

  useEffect(() => {
    if (!figure || figure.data.length === 0) return;
    const draw = async (): Promise<void> => {
      const plotly = await loadPlotly();
      const element = canvas.current;
      if (!element) return;
      purge.current = () => plotly.purge(element);
      await plotly.react(element, figure.data, figure.layout, CONFIG);
      setDrawn(true);
    };
    limit.request(() => draw().catch(() => failed.current()));
  }, [figure, limit]);

  useEffect(
    () => () => {
      limit.cancel();
      purge.current();
    },
    [limit],
  );
  return { canvas, drawn };
}
