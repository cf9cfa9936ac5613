import { useEffect, useState } from 'react';
import { detectorOf, NOTCHES_HZ, taskOf } from '../../domain/experiment';
import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import { ChoiceField } from '../train/choice-field';
import { NumberField } from '../train/number-field';
import { counted, grouped } from '../wording/numbers';
import { ChannelChoice } from './channel-choice';
import classes from './data.module.css';
import { BASELINE, bandSettings, DETECTOR, notchSetting, QUALITY, signalInShort } from './signal-settings';

/** Which leads, how they are filtered, and what becomes of poor beats; folded, because the usual will do for a first run. */
export function SignalFold() {
  const spec = useLab((state) => state.spec);
  const [open, setOpen] = useState(false);
  const isTable = taskOf(spec).kind === 'excerpt';
  return (
    <details className={classes.signal} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>Signal</h2> <span className={controls.soft}>{isTable ? 'as the rows are' : signalInShort(spec)}</span>
      </summary>
      {open && isTable && <p className={classes.note}>Rows of a table are seen whole and unfiltered, as they are.</p>}
      {open && !isTable && (
        <>
          <ChannelChoice />
          <Filters />
        </>
      )}
    </details>
  );
}

function Filters() {
  const spec = useLab((state) => state.spec);
  const hasFound = useLab((state) => state.recordings.some(({ foundBy }) => foundBy !== undefined));
  const lowestRateHz = useLab(({ recordings }) =>
    Math.min(...recordings.flatMap(({ leads }) => leads.map(({ samplingRateHz }) => samplingRateHz))),
  );
  const { edit } = useActions();
  const { conditioning } = spec;
  const rateHz = Math.min(conditioning.workingRateHz, lowestRateHz);
  return (
    <div className={classes.filters}>
      {bandSettings(conditioning, rateHz).map((setting) => (
        <NumberField
          key={setting.key}
          setting={setting}
          value={conditioning[setting.key]}
          disabled={false}
          onChange={(value) => edit({ conditioning: { [setting.key]: value } })}
        />
      ))}
      <ChoiceField
        setting={notchSetting(lowestRateHz)}
        value={String(conditioning.notchHz ?? 0)}
        disabled={false}
        onChange={(value) => edit({ conditioning: { notchHz: NOTCHES_HZ.find((hz) => String(hz) === value) ?? 0 } })}
      />
      <ChoiceField
        setting={BASELINE}
        value={conditioning.baseline ?? 'none'}
        disabled={false}
        onChange={(baseline) => edit({ conditioning: { baseline } })}
      />
      {taskOf(spec).kind === 'beat' && <QualityField />}
      {hasFound && (
        <ChoiceField
          setting={DETECTOR}
          value={detectorOf(spec)}
          disabled={false}
          onChange={(detector) => edit({ detector })}
        />
      )}
    </div>
  );
}

function QualityField() {
  const least = useLab((state) => state.spec.leastQuality ?? 0);
  const quality = useLab((state) => state.beatQuality);
  const { edit, judgeBeats } = useActions();
  useEffect(judgeBeats, [judgeBeats]);
  return (
    <div>
      <NumberField
        setting={QUALITY}
        value={least}
        disabled={false}
        onChange={(value) => edit({ leastQuality: value === 0 ? undefined : value })}
      />
      {quality && quality.values.length > 0 && (
        <output className={classes.note}>{sentenceOf(quality.recording.name, quality.values, least)}</output>
      )}
    </div>
  );
}

/** `208: from 0.71 to 1.00; 12 of 3,040 beats are poorer, hollow in the strip.` */
function sentenceOf(name: string, values: Float64Array, least: number): string {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return `${name}: sampled too slowly to be judged.`;
  const poor = known.filter((value) => value < least).length;
  const [lowest, highest] = [Math.min(...known), Math.max(...known)].map((value) => value.toFixed(2));
  const range = lowest === highest ? `${lowest} throughout` : `from ${lowest} to ${highest}`;
  if (least === 0) return `${name}: ${range}.`;
  return `${name}: ${range}; ${grouped(poor)} of ${counted(known.length, 'beat')} are poorer, hollow in the strip.`;
}
