import type { ReactNode } from 'react';
import type { Recording } from '../../domain/recording';
import controls from '../theme/controls.module.css';
import { AnnotationSearch } from './annotation-search';
import { LAYOUT_NAMES, type Layout, layoutsFor } from './lead-layout';
import { ScreenCalibration } from './screen-calibration';
import classes from './strip.module.css';
import { STRIP_KEYS } from './strip-keys';
import { SMALL_BUTTON, SMALL_SELECT } from './strip-toolbar';
import type { Exports } from './use-exports';
import type { StripTools } from './use-strip-tools';

interface StripToolRowProps {
  readonly recording: Recording;
  /** Read to its end: only then can it be corrected and exported. */
  readonly isWhole: boolean;
  readonly tools: StripTools;
  readonly setTools: (change: Partial<StripTools>) => void;
  /** Why the filtered signal is not seen; empty where it is. */
  readonly filterObstacle: string;
  readonly onCalipers: () => void;
  readonly onFound: (seconds: number) => void;
  readonly exports: Exports;
  readonly children: ReactNode;
}

/** What is not needed every day: layouts, calipers, search, corrections and what leaves the lab. */
export function StripToolRow(props: StripToolRowProps) {
  const { recording, isWhole, tools, setTools, filterObstacle, onCalipers, onFound, children } = props;
  return (
    <fieldset className={classes.tools}>
      <legend className={controls.hidden}>More of the strip</legend>
      <LayoutSelect recording={recording} layout={tools.layout} onLayout={(layout) => setTools({ layout })} />
      <Toggle
        pressed={tools.filtered}
        why="Draws the lead after the band-pass that beats are cut from over the raw one"
        onPress={() => setTools({ filtered: !tools.filtered })}
      >
        Filtered
      </Toggle>
      <Toggle
        pressed={tools.calipers !== null}
        why="Two lines to drag: ms, beats a minute and mV between them (C)"
        onPress={onCalipers}
      >
        Calipers
      </Toggle>
      <Toggle
        pressed={tools.choosing}
        why="A drag chooses a time instead of scrolling: its spectrogram and its beats (or drag with Shift)"
        onPress={() => setTools({ choosing: !tools.choosing })}
      >
        Choose time
      </Toggle>
      <fieldset className={classes.group} disabled={!isWhole}>
        <legend className={controls.hidden}>Corrections</legend>
        {children}
      </fieldset>
      <AnnotationSearch key={recording.id} recording={recording} onFound={onFound} />
      <ExportButtons exports={props.exports} disabled={!isWhole} />
      {filterObstacle && <output className={controls.soft}>{filterObstacle}</output>}
      <ScreenCalibration />
      <KeysHelp />
    </fieldset>
  );
}

interface ToggleProps {
  readonly pressed: boolean;
  readonly why: string;
  readonly onPress: () => void;
  readonly children: string;
}

export function Toggle({ pressed, why, onPress, children }: ToggleProps) {
  return (
    <button type="button" className={SMALL_BUTTON} aria-pressed={pressed} title={why} onClick={onPress}>
      {children}
    </button>
  );
}

interface LayoutSelectProps {
  readonly recording: Recording;
  readonly layout: Layout;
  readonly onLayout: (layout: Layout) => void;
}

function LayoutSelect({ recording: { leads }, layout, onLayout }: LayoutSelectProps) {
  return (
    <select
      className={SMALL_SELECT}
      aria-label="Layout of the leads"
      title="Rows and columns of leads; the columns of a row follow each other in time. A lead that is missing leaves its place empty."
      value={layout}
      onChange={(event) => onLayout(event.target.value as Layout)}
    >
      {layoutsFor(leads).map((each) => (
        <option key={each} value={each}>
          {LAYOUT_NAMES[each]}
        </option>
      ))}
    </select>
  );
}

function ExportButtons({ exports, disabled }: Pick<StripToolRowProps, 'exports'> & { readonly disabled: boolean }) {
  return (
    <fieldset className={classes.group} disabled={disabled}>
      <legend className={controls.hidden}>Export</legend>
      <button
        type="button"
        className={SMALL_BUTTON}
        title="All annotations with the corrections, as a WFDB annotation file"
        onClick={exports.annotations}
      >
        Save .atr
      </button>
      <button
        type="button"
        className={SMALL_BUTTON}
        title="What is seen, to scale: 1 mm of the drawing is 1 mm of paper"
        onClick={exports.drawing}
      >
        Save SVG
      </button>
      <button
        type="button"
        className={SMALL_BUTTON}
        title="To scale on A4: choose 100 % in the print dialog"
        onClick={exports.print}
      >
        Print
      </button>
    </fieldset>
  );
}

function KeysHelp() {
  return (
    <details className={classes.fold}>
      <summary>Keys</summary>
      <dl className={classes.keys}>
        {STRIP_KEYS.map(([keys, what]) => (
          <div key={keys}>
            <dt>{keys}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
