import type { ReactNode } from 'react';

interface ScrollRegionProps {
  readonly className: string | undefined;
  /** Its accessible name, or the id of the element that says it. */
  readonly name: { readonly label: string } | { readonly labelledBy: string };
  readonly children: ReactNode;
}

/** What scrolls by itself, where it is larger than its place: by keyboard too, for which it takes the focus. */
export function ScrollRegion({ className, name, children }: ScrollRegionProps) {
  const naming = 'label' in name ? { 'aria-label': name.label } : { 'aria-labelledby': name.labelledBy };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: only what has the focus can be scrolled by keyboard.
    <section className={className} tabIndex={0} {...naming}>
      {children}
    </section>
  );
}
