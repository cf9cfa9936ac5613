/** Numbers as a person reads them. */

const GROUPED = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** `1,024`; at most one decimal. */
export function grouped(value: number): string {
  return GROUPED.format(value);
}

/** `1 beat`, `2 beats`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** `0:07`, `12:31.4`, `1:02:03`, with as many decimals of a second as asked for. */
export function clock(seconds: number, decimals = 0): string {
  const unit = 10 ** decimals;
  const ticks = Math.round(Math.abs(seconds) * unit);
  const whole = Math.floor(ticks / unit);
  const fraction = decimals > 0 ? `.${String(ticks % unit).padStart(decimals, '0')}` : '';
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  const clockFace = hours > 0 ? `${hours}:${twoDigits(minutes)}` : String(minutes);
  return `${seconds < 0 ? '-' : ''}${clockFace}:${twoDigits(whole % 60)}${fraction}`;
}

/** Time left, coarse enough not to jump: `41 s`, `3 min`. */
export function roughDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'a while';
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  return `${Math.round(seconds / 60)} min`;
}

/** `92.8 %` of 0.928. */
export function percent(share: number, decimals = 1): string {
  return `${(100 * share).toFixed(decimals)} %`;
}

/** Three significant digits without an exponent where that is readable: `0.352`, `12.5`, `1,024`. */
export function measured(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1000 || size < 0.001) return size >= 1000 ? grouped(Math.round(value)) : value.toExponential(1);
  return String(Number(value.toPrecision(3)));
}
