/** The three calls of Plotly that the lab makes; the bundle ships no types of its own. */
declare module 'plotly.js-cartesian-dist-min' {
  interface Plotly {
    react(
      element: HTMLElement,
      data: readonly object[],
      layout: object,
      config: Readonly<Record<string, unknown>>,
    ): Promise<HTMLElement>;
    purge(element: HTMLElement): void;
  }
  const plotly: Plotly;
  export default plotly;
}
