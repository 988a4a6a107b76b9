import { closeAfter } from './close-bracket.js';
import type { Expression, Name, Parameter } from './expression.js';
import { issueAt } from './expression-issue.js';
import { parsePath } from './parse-path.js';
import type { TokenCursor } from './token-cursor.js';

/** The source name under which `#{…}` reads the journey's own fields. */
export const JOURNEY_SOURCE = 'JourneyProperties';

interface Options {
  params?: readonly Parameter[];
  defaultValue?: Expression;
}

/** Reads `@{event…}`, `#{data source…}`, `#{JourneyProperties…}` or `@action{action…}` with its options. */
export function parseReference(cursor: TokenCursor): Expression {
  const open = cursor.next();
  const name = parseName(
    cursor,
    open.value === '@{' ? 'an event' : open.value === '#{' ? 'a data source' : 'an action',
  );
  const second = open.value === '#{' ? parseSecondName(cursor, name) : undefined;
  const path = parsePath(cursor);
  const { params, defaultValue } = parseOptions(cursor, open.value === '#{' && name.text !== JOURNEY_SOURCE);
  closeAfter(cursor, '}', 'to close the reference');
  const span = cursor.spanFrom(open.span);
  if (!second)
    return open.value === '@{'
      ? { kind: 'event', event: name, path, defaultValue, span }
      : { kind: 'action', action: name, path, defaultValue, span };
  if (name.text !== JOURNEY_SOURCE)
    return { kind: 'dataSource', source: name, fieldGroup: second, path, params, defaultValue, span };
  const journey: Expression = { kind: 'journey', property: second, defaultValue, span };
  return path.length === 0 ? journey : { kind: 'member', object: journey, path, span };
}

function parseName(cursor: TokenCursor, what: string): Name {
  const token = cursor.peek();
  if (token.kind === 'name' || token.kind === 'string') {
    cursor.next();
    return { text: token.value, span: token.span };
  }
  cursor.fail(`the name of ${what}`);
  const span = cursor.gap();
  if (token.kind === 'broken') cursor.next();
  return { text: '', span };
}

function parseSecondName(cursor: TokenCursor, first: Name): Name {
  const what = first.text === JOURNEY_SOURCE ? 'a journey property' : 'a field group';
  if (cursor.take('.')) return parseName(cursor, what);
  cursor.fail(`"." and the name of ${what}`);
  return { text: '', span: cursor.gap() };
}

/** `, defaultValue: …` and `, params: {…}` in any order, each at most once. */
function parseOptions(cursor: TokenCursor, takesParams: boolean): Options {
  const options: Options = {};
  while (cursor.take(',')) {
    if (!options.defaultValue && cursor.take('defaultValue')) {
      cursor.expect(':', 'after defaultValue');
      options.defaultValue = cursor.expression();
    } else if (takesParams && !options.params && cursor.take('params')) {
      cursor.expect(':', 'after params');
      options.params = parseParams(cursor);
    } else {
      cursor.fail(takesParams ? 'defaultValue or params' : 'defaultValue');
      return options;
    }
  }
  return options;
}

function parseParams(cursor: TokenCursor): Parameter[] {
  const params: Parameter[] = [];
  if (!cursor.expect('{', 'before the parameters') || cursor.take('}')) return params;
  do {
    const name = parseName(cursor, 'a parameter');
    cursor.expect(':', 'after the name of the parameter');
    if (params.some((other) => other.name.text === name.text)) reportTwice(cursor, name);
    params.push({ name, value: cursor.expression() });
  } while (cursor.take(','));
  closeAfter(cursor, '}', 'to close the parameters');
  return params;
}

function reportTwice(cursor: TokenCursor, name: Name): void {
  cursor.issues.push(issueAt(name.span, `the parameter ${name.text} is given twice`));
}
