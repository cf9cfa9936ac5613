/** The path of a Chromium or Chrome that starts, or undefined. The variable CHROMIUM_PATH goes before all else. */
export function findChromium(): string | undefined;
