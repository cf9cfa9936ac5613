import { useEffect } from 'react';

const TYPES_TEXT = 'input, textarea, select, [contenteditable]';

/** Calls `act` when `key`, a small letter, is pressed alone anywhere but where letters are typed. */
export function usePlainKey(key: string, enabled: boolean, act: () => void): void {
  useEffect(() => {
    if (!enabled) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey && !event.repeat;
      const typing = event.target instanceof Element && event.target.matches(TYPES_TEXT);
      if (event.key === key && plain && !typing) act();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [key, enabled, act]);
}
