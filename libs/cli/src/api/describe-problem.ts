import { isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { Failure } from '../failure.js';

/** A refusal (RFC 9457) in words: title and detail first, then a line for every flaw with its place. */
export function describeProblem(what: string, { status, body }: { status: number; body: Json }): Failure {
  if (!isJsonObject(body) || typeof body.title !== 'string') {
    return new Failure(`${what} was refused with status ${status}`, {
      details: typeof body === 'string' && body ? [body] : [],
    });
  }
  const detail = typeof body.detail === 'string' && body.detail !== '' ? `: ${body.detail}` : '';
  return new Failure(`${body.title}${detail}`, { details: flawLines(body.errors, detail) });
}

/** `<place>  <message>` for every flaw that the words before have not told already. */
export function flawLines(flaws: Json | undefined, told = ''): string[] {
  if (!Array.isArray(flaws)) return [];
  return flaws.flatMap((flaw) => {
    if (!isJsonObject(flaw)) return [];
    const { message, code } = flaw;
    const text = typeof message === 'string' ? message : JSON.stringify(flaw);
    const place = placeOf(flaw);
    if (told !== '' && told.includes(text) && (place === '' || told.includes(place))) return [];
    return [`${place === '' ? '' : `${place}  `}${text}${typeof code === 'string' ? `  [${code}]` : ''}`];
  });
}

function placeOf({ path, activity, field, index }: JsonObject): string {
  const within = [activity, field].filter((part) => typeof part === 'string' && part !== '').join('/');
  const place = typeof path === 'string' && path !== '' ? path : within;
  return [...(typeof index === 'number' ? [`#${index}`] : []), ...(place === '' ? [] : [place])].join(' ');
}
