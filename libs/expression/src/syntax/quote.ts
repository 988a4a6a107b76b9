const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/;
/** Outside a path a hyphen is a minus. */
const PLAIN_WORD = /^[A-Za-z_][A-Za-z0-9_]*$/;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A text as the language writes it, in double quotes. */
export function quote(text: string): string {
  return `"${Array.from(text, escaped).join('')}"`;
}

function escaped(character: string): string {
  return ESCAPES[character] ?? character;
}

/** A name inside a reference, quoted when its characters demand it. */
export function leadingName(name: string): string {
  return name === '' || PLAIN_NAME.test(name) ? name : quote(name);
}

/** The name of a data source's parameter, quoted when its characters demand it. */
export function parameterName(name: string): string {
  return name === '' || PLAIN_WORD.test(name) ? name : quote(name);
}
