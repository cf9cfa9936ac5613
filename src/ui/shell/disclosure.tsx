import { type ReactNode, useEffect, useRef } from 'react';
import controls from '../theme/controls.module.css';
import classes from './shell.module.css';

interface DisclosureProps {
  readonly summary: ReactNode;
  readonly children: ReactNode;
}

/** A chip that opens a small panel below itself; Escape and a click elsewhere close it. */
export function Disclosure({ summary, children }: DisclosureProps) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (): void => {
      if (details.current) details.current.open = false;
    };
    const onPointerDown = (event: PointerEvent): void => {
      if (!details.current?.contains(event.target as Node)) close();
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || !details.current?.open) return;
      close();
      details.current.querySelector('summary')?.focus();
    };
    document.addEventListener('pointerdown', onPointerDown);
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('pointerdown', onPointerDown);
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
  return (
    <details ref={details} className={classes.disclosure}>
      <summary className={controls.chip}>{summary}</summary>
      <div className={classes.popover}>{children}</div>
    </details>
  );
}
