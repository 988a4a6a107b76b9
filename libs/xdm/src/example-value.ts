import { isJsonObject, type Json } from '@waystream/core';
import { isDateTime } from './date-time.js';
import type { SchemaView } from './schema-view.js';

/** Whether a value meets what a view says about values of its kind: type, enumeration, pattern, date-time, bounds. */
export function fits(value: Json, view: SchemaView): boolean {
  if (view.types.length > 0 && !view.types.some((type) => isOfType(value, type))) return false;
  const allowed = view.says('enum');
  if (Array.isArray(allowed) && typeof value !== 'object' && !allowed.includes(value)) return false;
  if (typeof value === 'string') return fitsText(value, view);
  return (
    typeof value !== 'number' || (value >= bound(view, 'minimum', value) && value <= bound(view, 'maximum', value))
  );
}

function isOfType(value: Json, type: string): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isJsonObject(value);
  if (type === 'null') return value === null;
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}

function fitsText(text: string, view: SchemaView): boolean {
  if (view.says('format') === 'date-time' && !isDateTime(text)) return false;
  const patterns = view.parts.flatMap(({ pattern }) => (typeof pattern === 'string' ? [pattern] : []));
  if (!patterns.every((pattern) => new RegExp(pattern).test(text))) return false;
  return text.length >= bound(view, 'minLength', 0) && text.length <= bound(view, 'maxLength', text.length);
}

function bound(view: SchemaView, keyword: string, none: number): number {
  const value = view.says(keyword);
  return typeof value === 'number' ? value : none;
}

/** Samples of the formats of JSON Schema; names and addresses are of the ranges reserved for examples. */
const TEXT_OF_FORMAT: Readonly<Record<string, string>> = {
  date: '2026-05-04',
  'date-time': '2026-05-04T10:30:00Z',
  duration: 'PT10M',
  email: 'ada@example.com',
  hostname: 'www.example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  'json-pointer': '/path',
  regex: '.*',
  time: '10:30:00Z',
  uri: 'https://www.example.com/path',
  'uri-reference': 'https://www.example.com/path',
  'uri-template': 'https://www.example.com/{id}',
  url: 'https://www.example.com/path',
  uuid: '0b5c3f52-6a0e-4d6e-9f4b-2f3d8a1c7e90',
};

/** Texts that usual patterns ask for: codes of countries, languages, regions and currencies, numbers, versions. */
const USUAL_TEXTS = [
  '1',
  '12',
  '123',
  '1234',
  '12345',
  'DE',
  'de',
  'de-DE',
  'DE-BE',
  'EUR',
  '1.0',
  '1.0.0',
  'a',
  'A',
  'A1',
];

/** A text that the view accepts, named after its field; `undefined` when no sample meets its pattern. */
export function exampleText(view: SchemaView, name: string): string | undefined {
  const format = view.says('format');
  const formatted = typeof format === 'string' ? TEXT_OF_FORMAT[format] : undefined;
  const plain = (name || 'text').padEnd(bound(view, 'minLength', 0), 'x').slice(0, bound(view, 'maxLength', Infinity));
  return [...(formatted === undefined ? [plain] : [formatted]), ...USUAL_TEXTS].find((text) => fitsText(text, view));
}

export function exampleNumber(view: SchemaView): number {
  const step = bound(view, 'multipleOf', 1);
  const least = Math.max(bound(view, 'minimum', -Infinity), bound(view, 'exclusiveMinimum', -Infinity) + step);
  const most = Math.min(bound(view, 'maximum', Infinity), bound(view, 'exclusiveMaximum', Infinity) - step);
  const wished = Math.min(Math.max(step, least), most);
  return bound(view, 'multipleOf', 0) > 0 ? Math.ceil(wished / step) * step : wished;
}
