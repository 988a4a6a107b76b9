/** A place in a text that a value fills: `{{name}}`, with spaces inside the braces as one likes. */
const PLACE = /\{\{\s*([A-Za-z0-9_-]{1,30})\s*\}\}/g;

/** Names of the places in a text, in their order. */
export function placesIn(text: string): string[] {
  return [...text.matchAll(PLACE)].map(([, name = '']) => name);
}

/** The text with every place filled. What a value holds is never read as a place. */
export function fillPlaces(text: string, value: (name: string) => string): string {
  return text.replace(PLACE, (_, name: string) => value(name));
}

/** Does something begin like a place and is none? Closing braces alone are not suspicious: style sheets are full of them. */
export function hasBrokenPlace(text: string): boolean {
  return /\{\{/.test(text.replace(PLACE, ''));
}
