import { useEffect, useId, useRef, useState } from 'react';
import type { PlotDefinition } from '../../plots/plot';
import { loadPlot, type PlotId, type PlotInputs, plotRegistry } from '../../plots/registry';
import styles from './figure.module.css';
import { PlotTableView } from './plot-table-view';
import { PlotlyCanvas } from './plotly-canvas';

interface FigureProps<Id extends PlotId> {
  readonly plot: Id;
  /** Memoise it: the figure is drawn again when it changes by identity. */
  readonly input: PlotInputs[Id];
  /** Also as a function of the width in pixels, for figures that set their panels below each other where it is narrow. */
  readonly heightPx?: number | ((widthPx: number) => number);
}

/** A plot by its id: drawn when Plotly has arrived, or read as a table at any time. */
export function Figure<Id extends PlotId>({ plot, input, heightPx = 300 }: FigureProps<Id>) {
  const captionId = useId();
  const definition = usePlotDefinition(plot);
  const [asTable, setAsTable] = useState(false);
  const [broken, setBroken] = useState(false);
  const table = definition?.table(input);
  const readable = asTable || broken;
  return (
    <figure className={styles.figure} aria-labelledby={captionId}>
      <figcaption className={styles.caption}>
        <span id={captionId}>{table?.caption ?? plotRegistry.label(plot)}</span>
        <button type="button" className={styles.toggle} aria-pressed={readable} onClick={() => setAsTable(!asTable)}>
          {readable ? 'Show as figure' : 'Show as table'}
        </button>
      </figcaption>
      {broken && <p className={styles.note}>The drawing code could not be loaded; these are the same numbers.</p>}
      {readable && table ? (
        <PlotTableView table={table} labelledBy={captionId} />
      ) : (
        <PlotlyCanvas
          definition={definition}
          input={input}
          heightPx={heightPx}
          label={table?.caption ?? plotRegistry.label(plot)}
          onFailure={() => setBroken(true)}
        />
      )}
      {definition && <p className={styles.note}>{definition.teaches}</p>}
    </figure>
  );
}

function usePlotDefinition<Id extends PlotId>(id: Id): PlotDefinition<PlotInputs[Id]> | null {
  const [loaded, setLoaded] = useState<PlotDefinition<PlotInputs[Id]> | null>(null);
  const wanted = useRef(id);
  useEffect(() => {
    wanted.current = id;
    void loadPlot(id).then((definition) => {
      if (wanted.current === id) setLoaded(definition);
    });
  }, [id]);
  return loaded?.id === id ? loaded : null;
}
