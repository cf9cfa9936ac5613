import { useEffect, useId, useRef, useState } from 'react';
import type { PlotDefinition } from '../../plots/plot';
import { loadPlot, type PlotId, type PlotInputs, plotRegistry } from '../../plots/registry';
import controls from '../theme/controls.module.css';
import styles from './figure.module.css';
import { PlotTableView } from './plot-table-view';
import { type FigureHeight, PlotlyCanvas } from './plotly-canvas';

interface FigureProps<Id extends PlotId> {
  readonly plot: Id;
  /** Memoise it: the figure is drawn again when it changes by identity. */
  readonly input: PlotInputs[Id];
  readonly height?: FigureHeight;
  /** False where the controls beside it say already what it shows: then its caption is for the ear alone. */
  readonly captioned?: boolean;
}

/** A plot by its id: drawn when Plotly has arrived, or read as a table at any time. */
export function Figure<Id extends PlotId>({ plot, input, height = 300, captioned = true }: FigureProps<Id>) {
  const captionId = useId();
  const definition = usePlotDefinition(plot);
  const [asTable, setAsTable] = useState(false);
  const [broken, setBroken] = useState(false);
  const table = definition?.table(input);
  const readable = asTable || broken;
  const toggle = (
    <button type="button" className={styles.toggle} aria-pressed={readable} onClick={() => setAsTable(!asTable)}>
      {readable ? 'Show as figure' : 'Show as table'}
    </button>
  );
  const teaches = definition && <p className={styles.note}>{definition.teaches}</p>;
  return (
    <figure className={styles.figure} aria-labelledby={captionId}>
      <figcaption className={captioned ? styles.caption : controls.hidden}>
        <span id={captionId}>{table?.caption ?? plotRegistry.label(plot)}</span>
        {captioned && toggle}
      </figcaption>
      {broken && <p className={styles.note}>The drawing code could not be loaded; these are the same numbers.</p>}
      {readable && table ? (
        <PlotTableView table={table} labelledBy={captionId} />
      ) : (
        <PlotlyCanvas
          definition={definition}
          input={input}
          height={height}
          label={table?.caption ?? plotRegistry.label(plot)}
          onFailure={() => setBroken(true)}
        />
      )}
      {captioned ? (
        teaches
      ) : (
        <div className={styles.foot}>
          {teaches}
          {toggle}
        </div>
      )}
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
