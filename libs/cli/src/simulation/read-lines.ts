import { type Json, parseJson } from '@waystream/core';

/** One line of a file that holds a JSON value on each. */
export interface Line {
  /** From 1. */
  readonly line: number;
  readonly value: Json;
  /** Why there is no value. */
  readonly error: string | null;
}

/** The lines that are not empty. */
export function readLines(text: string): Line[] {
  return text.split('\n').flatMap((content, index) => {
    if (content.trim() === '') return [];
    return [{ line: index + 1, ...parsed(content) }];
  });
}

function parsed(content: string): Pick<Line, 'value' | 'error'> {
  try {
    return { value: parseJson(content), error: null };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { value: null, error: error.message };
  }
}
