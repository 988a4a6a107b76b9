import type { NameKind } from '../check/checker.js';
import type { Scope } from '../check/scope.js';
import type { Span } from '../syntax/expression.js';
import { leadingName, parameterName, quote } from '../syntax/quote.js';
import type { Completion, Completions } from './completion.js';
import { placeOfCursor } from './cursor-place.js';
import { type ObservedPlace, observePlace } from './observe-places.js';
import { suggestFields } from './suggest-fields.js';
import { suggestOperands, suggestOperators, suggestOptions, suggestTests } from './suggest-words.js';

/**
 * What may be written at an offset of a text that need not be complete: fields, names, functions, keywords and the values
 * of enumerations. `items` are those that go on with what stands there already.
 */
export function complete(text: string, offset: number, scope: Scope): Completions {
  const observed = observePlace(text, offset, scope);
  const place = placeOfCursor(text, offset);
  const known = observedItems(observed);
  if (known) return matching(text, offset, known.span, known.items);
  const span = place.word?.span ?? { from: offset, to: offset };
  switch (place.expects) {
    case 'operand':
      return matching(text, offset, span, suggestOperands(scope, observed.element));
    case 'operator':
      return matching(text, offset, span, suggestOperators());
    case 'test':
    case 'has':
      return matching(text, offset, span, suggestTests(place.expects === 'has' ? 'has' : 'is'));
    case 'option':
      return matching(text, offset, span, suggestOptions(place.bracket));
    case 'name':
      return matching(text, offset, span, place.bracket === '{' ? namesOf('parameter', observed.params ?? []) : []);
    case 'text':
      return { from: offset, to: offset, items: [] };
    default:
      return place.expects satisfies never;
  }
}

type Range = Pick<Span, 'from' | 'to'>;

function observedItems({ choice, name, field }: ObservedPlace): { span: Range; items: Completion[] } | undefined {
  if (choice)
    return {
      span: choice.span,
      items: Object.entries(choice.labels).map(([value, label]) => ({
        kind: 'value',
        label: value,
        insert: quote(value),
        detail: label,
      })),
    };
  if (name) return { span: name.span, items: namesOf(name.kind, name.candidates) };
  return field && { span: field.span, items: suggestFields(field.within) };
}

function namesOf(kind: NameKind, names: readonly string[]): Completion[] {
  return names.map((name) => ({
    kind,
    label: name,
    insert: kind === 'parameter' ? parameterName(name) : leadingName(name),
  }));
}

/** Those that contain what is written between the start and the cursor, the ones that begin with it first. */
function matching(text: string, offset: number, range: Range, items: readonly Completion[]): Completions {
  const from = range.from === range.to ? offset : range.from;
  const written = text.slice(from, offset).replace(/^["']/, '').toLowerCase();
  const rank = ({ label }: Completion) =>
    label
      .toLowerCase()
      .replace(/^(@action|[@#])\{/, '')
      .indexOf(written);
  const found = items.map((item) => ({ item, rank: rank(item) })).filter((entry) => entry.rank >= 0);
  found.sort((one, other) => Math.sign(one.rank) - Math.sign(other.rank));
  return { from, to: Math.max(range.to, offset), items: found.map(({ item }) => item) };
}
