import controls from '../theme/controls.module.css';
import { CSS_PIXELS_PER_MM } from './paper';
import { CARD_MM, PIXELS_PER_MM_RANGE, setPixelsPerMm, usePixelsPerMm } from './screen-size';
import classes from './strip.module.css';
import { SMALL_BUTTON } from './strip-toolbar';

/** A frame that a person makes as large as a bank card, or 85.6 mm of a ruler: then a millimetre of the strip is one. */
export function ScreenCalibration() {
  const pixelsPerMm = usePixelsPerMm();
  const [least, most] = PIXELS_PER_MM_RANGE;
  const measured = pixelsPerMm !== CSS_PIXELS_PER_MM;
  return (
    <details className={classes.fold}>
      <summary>Screen size{measured ? ': measured' : ''}</summary>
      <p className={controls.soft}>
        Hold a bank card against the frame and drag the slider until both are {CARD_MM.width} mm wide (or use a ruler).
        Then the paper is true to scale on this screen.
      </p>
      <div
        className={classes.card}
        style={{ width: CARD_MM.width * pixelsPerMm, height: CARD_MM.height * pixelsPerMm }}
        data-testid="bank-card"
      />
      <label className={classes.group}>
        <span>Width of the frame</span>
        <input
          type="range"
          min={least * CARD_MM.width}
          max={most * CARD_MM.width}
          step={0.5}
          value={CARD_MM.width * pixelsPerMm}
          aria-valuetext={`${pixelsPerMm.toFixed(2)} pixels a millimetre`}
          onChange={(event) => setPixelsPerMm(Number(event.currentTarget.value) / CARD_MM.width)}
        />
        <output>{pixelsPerMm.toFixed(2)} px/mm</output>
      </label>
      <button type="button" className={SMALL_BUTTON} disabled={!measured} onClick={() => setPixelsPerMm(null)}>
        Back to the browser's own size
      </button>
    </details>
  );
}
