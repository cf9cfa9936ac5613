/** The stretch of a recording that is seen. Seconds along time, CSS pixels along the screen. */

export interface Viewport {
  readonly startSeconds: number;
  readonly pixelsPerSecond: number;
}

/** What the viewport moves in. */
export interface Track {
  readonly widthPx: number;
  readonly durationSeconds: number;
}

const CLOSEST_PIXELS_PER_SECOND = 4000;
/** 12.5 mm/s on the coarsest of screens: a short recording need not fill the strip. */
const WIDEST_PIXELS_PER_SECOND = 25;

/** All of the recording on the screen, or slow paper where that already shows all of it. */
export function widestPixelsPerSecond({ widthPx, durationSeconds }: Track): number {
  if (durationSeconds <= 0) return WIDEST_PIXELS_PER_SECOND;
  return Math.min(WIDEST_PIXELS_PER_SECOND, widthPx / durationSeconds);
}

/** The nearest viewport that shows the recording and not the void around it. */
export function clamped({ startSeconds, pixelsPerSecond }: Viewport, track: Track): Viewport {
  const zoom = Math.min(Math.max(pixelsPerSecond, widestPixelsPerSecond(track)), CLOSEST_PIXELS_PER_SECOND);
  const latest = Math.max(0, track.durationSeconds - track.widthPx / zoom);
  return { startSeconds: Math.min(Math.max(startSeconds, 0), latest), pixelsPerSecond: zoom };
}

export function secondsAt({ startSeconds, pixelsPerSecond }: Viewport, pixel: number): number {
  return startSeconds + pixel / pixelsPerSecond;
}

export function pixelAt({ startSeconds, pixelsPerSecond }: Viewport, seconds: number): number {
  return (seconds - startSeconds) * pixelsPerSecond;
}

/** Zooms by `factor` so that what is under `anchorPx` stays there. */
export function zoomed(viewport: Viewport, factor: number, anchorPx: number, track: Track): Viewport {
  const anchor = secondsAt(viewport, anchorPx);
  const { pixelsPerSecond } = clamped({ ...viewport, pixelsPerSecond: viewport.pixelsPerSecond * factor }, track);
  return clamped({ startSeconds: anchor - anchorPx / pixelsPerSecond, pixelsPerSecond }, track);
}

/** Moves the paper by `pixels` to the left, that is later in time. */
export function panned(viewport: Viewport, pixels: number, track: Track): Viewport {
  return clamped({ ...viewport, startSeconds: secondsAt(viewport, pixels) }, track);
}

export function centredOn(viewport: Viewport, seconds: number, track: Track): Viewport {
  const half = track.widthPx / viewport.pixelsPerSecond / 2;
  return clamped({ ...viewport, startSeconds: seconds - half }, track);
}

/** The same viewport where `[from, to]` seconds is comfortably inside it, else one that is centred on it. */
export function showing(viewport: Viewport, [from, to]: readonly [number, number], track: Track): Viewport {
  const margin = Math.min(40, track.widthPx * 0.05);
  const inside = pixelAt(viewport, from) >= margin && pixelAt(viewport, to) <= track.widthPx - margin;
  return inside ? clamped(viewport, track) : centredOn(viewport, (from + to) / 2, track);
}
