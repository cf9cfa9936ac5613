import { useId } from 'react';
import { channelLeads, channelNames } from '../../domain/channels';
import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import { grouped } from '../wording/numbers';
import classes from './data.module.css';

const REMOVED = '';

/** Which leads the models see: each channel is the first of its names that a recording has. */
export function ChannelChoice() {
  const usual = useLab((state) => state.spec.leads);
  const chosen = useLab((state) => state.spec.channels);
  const recordings = useLab((state) => state.recordings);
  const { edit } = useActions();
  const channels = chosen ?? [usual.join('|')];
  const used = channels.flatMap(channelNames);
  const names = [...new Set([...recordings.flatMap(({ leads }) => leads.map(({ name }) => name)), ...used])];
  const take = (next: readonly string[]): void => {
    const filled = next.filter((channel) => channelNames(channel).length > 0);
    edit({ channels: filled.length > 0 ? filled : undefined });
  };
  const unused = names.find((name) => !used.includes(name)) ?? names[0];
  const complete = recordings.filter((recording) => !channelLeads(recording, chosen ?? []).includes(undefined));
  return (
    <fieldset className={classes.channels}>
      <legend>Leads</legend>
      {channels.map((channel, place) => (
        <Channel
          // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its place.
          key={place}
          place={place}
          preferred={channelNames(channel)}
          names={names}
          orAny={!chosen}
          onChange={(names) => take(channels.map((each, at) => (at === place ? names.join('|') : each)))}
          onRemove={channels.length > 1 ? () => take(channels.filter((_, at) => at !== place)) : null}
        />
      ))}
      <p className={classes.note}>{chosen ? completeSentence(complete.length, recordings.length) : USUAL_SENTENCE}</p>
      <div className={classes.channel}>
        {unused && (
          <button
            type="button"
            className={`${controls.button} ${controls.small}`}
            onClick={() => take([...channels, unused])}
          >
            Add a channel
          </button>
        )}
        {chosen && (
          <button
            type="button"
            className={`${controls.button} ${controls.small}`}
            onClick={() => edit({ channels: undefined })}
          >
            Usual lead
          </button>
        )}
      </div>
    </fieldset>
  );
}

const USUAL_SENTENCE = 'By name, in order of preference. Every representation is computed of each channel.';

function completeSentence(complete: number, all: number): string {
  if (complete === all) return `All ${grouped(all)} recordings have a lead for each channel.`;
  return `${grouped(complete)} of ${grouped(all)} recordings have a lead for each channel; the others are left out.`;
}

interface ChannelProps {
  readonly place: number;
  readonly preferred: readonly string[];
  readonly names: readonly string[];
  /** Where none of the names is there, the first lead of the recording serves. */
  readonly orAny: boolean;
  readonly onChange: (names: readonly string[]) => void;
  readonly onRemove: (() => void) | null;
}

function Channel({ place, preferred, names, orAny, onChange, onRemove }: ChannelProps) {
  const id = useId();
  const others = names.filter((name) => !preferred.includes(name));
  return (
    <div className={classes.channel}>
      <span id={id}>Channel {place + 1}</span>
      {preferred.map((name, rank) => (
        <label key={name} className={classes.preference}>
          {rank > 0 && 'else '}
          <select
            className={`${controls.select} ${controls.small}`}
            aria-label={`Channel ${place + 1}, choice ${rank + 1}`}
            value={name}
            onChange={({ currentTarget: { value } }) =>
              onChange(preferred.flatMap((each, at) => (at !== rank ? each : value === REMOVED ? [] : value)))
            }
          >
            {[name, ...others].map((each) => (
              <option key={each}>{each}</option>
            ))}
            {preferred.length > 1 && <option value={REMOVED}>take out</option>}
          </select>
        </label>
      ))}
      {others.length > 0 && (
        <select
          className={`${controls.select} ${controls.small}`}
          aria-label={`Channel ${place + 1}, one more choice`}
          value={REMOVED}
          onChange={({ currentTarget: { value } }) => onChange([...preferred, value])}
        >
          <option value={REMOVED}>else …</option>
          {others.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      )}
      {orAny && <span className={controls.soft}>else its first lead</span>}
      {onRemove && (
        <button
          type="button"
          className={`${controls.button} ${controls.quiet} ${controls.small}`}
          aria-label={`Remove channel ${place + 1}`}
          onClick={onRemove}
        >
          Remove
        </button>
      )}
    </div>
  );
}
