import type { Json } from '@waystream/core';
import { type Document, LineCounter, parseAllDocuments } from 'yaml';

/** One document of a text: its value, `null` when there are errors, and the line where it begins. */
export interface YamlDocument {
  readonly value: Json;
  readonly line: number;
  /** Each with its place in the text. */
  readonly errors: readonly string[];
}

/** Reads YAML or JSON, which is YAML too. */
export function parseYaml(text: string): YamlDocument[] {
  const lineCounter = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter, prettyErrors: false });
  if (!Array.isArray(parsed)) return [];
  return parsed.map((document) => {
    const line = lineCounter.linePos(document.contents?.range[0] ?? document.range[0]).line;
    if (document.errors.length === 0) return { line, ...jsonIn(document, line) };
    const errors = document.errors.map(({ message, pos }) => {
      const place = lineCounter.linePos(pos[0]);
      return `line ${place.line}, column ${place.col}: ${message}`;
    });
    return { value: null, line, errors };
  });
}

/** YAML knows dates and the like; Waystream's documents are JSON. An alias that is unknown or has no end shows only here. */
function jsonIn(document: Document, line: number): { value: Json; errors: string[] } {
  try {
    const text = JSON.stringify(document.toJS());
    return { value: text === undefined ? null : JSON.parse(text), errors: [] };
  } catch (error) {
    if (!(error instanceof ReferenceError || error instanceof TypeError)) throw error;
    const [message] = error.message.split('\n');
    return { value: null, errors: [`line ${line}: ${message}`] };
  }
}
