const PATTERN = /^(-)?P(?:(\d+)W|(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d{1,9}))?S)?)?)$/;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/**
 * Milliseconds of an ISO-8601 duration in weeks, days, hours, minutes and seconds, or `null` when the text is none.
 * A day is 24 hours; years and months have no fixed length and are refused.
 */
export function parseDuration(text: string): number | null {
  const match = PATTERN.exec(text);
  if (!match || text.endsWith('P') || text.endsWith('T')) return null;
  const [, sign, weeks, days, hours, minutes, seconds, fraction] = match;
  const ms =
    Number(weeks ?? 0) * 7 * DAY_MS +
    Number(days ?? 0) * DAY_MS +
    Number(hours ?? 0) * HOUR_MS +
    Number(minutes ?? 0) * MINUTE_MS +
    Number(seconds ?? 0) * SECOND_MS +
    Math.round(Number(`0.${fraction ?? 0}`) * SECOND_MS);
  return sign && ms !== 0 ? -ms : ms;
}

/** ISO-8601 with the largest units first, hours as the largest (`PT26H`), as `parseDuration` reads it. */
export function formatDuration(ms: number): string {
  if (ms === 0) return 'PT0S';
  const rest = Math.abs(ms);
  const hours = Math.floor(rest / HOUR_MS);
  const minutes = Math.floor((rest % HOUR_MS) / MINUTE_MS);
  const seconds = (rest % MINUTE_MS) / SECOND_MS;
  return `${ms < 0 ? '-' : ''}PT${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${seconds ? `${seconds}S` : ''}`;
}
