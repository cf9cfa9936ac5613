import { type KeyboardEvent, useMemo, useState } from 'react';
import type { Recording } from '../../domain/recording';
import controls from '../theme/controls.module.css';
import { grouped } from '../wording/numbers';
import { searchAnnotations } from './annotation-track';
import classes from './strip.module.css';
import { Chevron, SMALL_BUTTON } from './strip-toolbar';

interface AnnotationSearchProps {
  readonly recording: Recording;
  readonly onFound: (seconds: number) => void;
}

/** Finds annotations of any kind by symbol or text, one after the other. */
export function AnnotationSearch({ recording, onFound }: AnnotationSearchProps) {
  const { annotations, annotationRateHz } = recording;
  const [query, setQuery] = useState('');
  /** Place among those that were found; -1 before the first. */
  const [at, setAt] = useState(-1);
  const found = useMemo(() => searchAnnotations(annotations, query), [annotations, query]);
  const go = (step: 1 | -1): void => {
    if (found.length === 0) return;
    const next = at < 0 && step < 0 ? found.length - 1 : (at + step + found.length) % found.length;
    setAt(next);
    const annotation = annotations[found[next] as number];
    if (annotation) onFound(annotation.sample / annotationRateHz);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    go(event.shiftKey ? -1 : 1);
  };
  const none = found.length === 0;
  return (
    <fieldset className={classes.group}>
      <legend className={controls.hidden}>Search for annotations</legend>
      <input
        type="search"
        className={classes.search}
        aria-label="Search for annotations"
        placeholder="Find AFIB, ~, …"
        title="A symbol as it is written, or a part of a text; Enter goes to the next, Shift+Enter back"
        value={query}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(-1);
        }}
      />
      <button
        type="button"
        className={SMALL_BUTTON}
        disabled={none}
        aria-label="Previous annotation found"
        onClick={() => go(-1)}
      >
        <Chevron path="M9 2L3 7L9 12" />
      </button>
      <button
        type="button"
        className={SMALL_BUTTON}
        disabled={none}
        aria-label="Next annotation found"
        onClick={() => go(1)}
      >
        <Chevron path="M5 2L11 7L5 12" />
      </button>
      <output className={controls.soft}>{countSentence(query, at, found.length)}</output>
    </fieldset>
  );
}

function countSentence(query: string, at: number, found: number): string {
  if (!query.trim()) return '';
  if (found === 0) return 'none';
  return at < 0 ? `${grouped(found)} found` : `${grouped(at + 1)} of ${grouped(found)}`;
}
