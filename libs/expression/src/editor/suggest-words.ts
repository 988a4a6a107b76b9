import type { ElementFrame } from '../check/checker.js';
import type { Scope } from '../check/scope.js';
import { functionCatalogue } from '../functions/function-catalogue.js';
import { typeName } from '../shape/type-name.js';
import { JOURNEY_SOURCE } from '../syntax/parse-reference.js';
import { leadingName } from '../syntax/quote.js';
import type { Completion } from './completion.js';

/** What may begin a value: references, functions, constants and, inside a condition, the element. */
export function suggestOperands(scope: Scope, element: ElementFrame | undefined): Completion[] {
  const { events, actions, dataSources } = scope.names;
  return [
    ...elementNames(element),
    ...events.map((name): Completion => ({ kind: 'event', label: `@{${name}}`, insert: `@{${leadingName(name)}.` })),
    ...Object.entries(dataSources).flatMap(([source, groups]) =>
      groups.map(
        (group): Completion => ({
          kind: 'fieldGroup',
          label: `#{${source}.${group}}`,
          insert: `#{${leadingName(source)}.${leadingName(group)}.`,
        }),
      ),
    ),
    ...actions.map(
      (name): Completion => ({
        kind: 'action',
        label: `@action{${name}}`,
        insert: `@action{${leadingName(name)}.`,
      }),
    ),
    { kind: 'property', label: `#{${JOURNEY_SOURCE}}`, insert: `#{${JOURNEY_SOURCE}.` },
    ...functionCatalogue.map(
      ({ name, signatures, description }): Completion => ({
        kind: 'function',
        label: name,
        insert: `${name}(`,
        detail: signatures.join('\n'),
        description,
      }),
    ),
    ...keywords('true', 'false', 'null', 'not'),
    { kind: 'keyword', label: 'if', insert: 'if (' },
  ];
}

function elementNames(element: ElementFrame | undefined): Completion[] {
  if (!element?.name) return [];
  return [{ kind: 'keyword', label: element.name, insert: `${element.name}.`, detail: typeName(element.shape) }];
}

/** What may follow a value. */
export function suggestOperators(): Completion[] {
  return keywords(
    ...['and', 'or', '==', '!=', '>', '>=', '<', '<=', '+', '-', '*', '/', '%'],
    ...['is null', 'is not null', 'has null', 'is numeric', 'is integer', 'is decimal'],
    ...['then', 'else'],
  );
}

export function suggestTests(word: 'is' | 'has'): Completion[] {
  return word === 'has' ? keywords('null') : keywords('null', 'not null', 'numeric', 'integer', 'decimal');
}

/** What may follow the comma in a reference. */
export function suggestOptions(bracket: string | undefined): Completion[] {
  const options: Completion[] = [{ kind: 'keyword', label: 'defaultValue', insert: 'defaultValue: ' }];
  return bracket === '#{' ? [...options, { kind: 'keyword', label: 'params', insert: 'params: {' }] : options;
}

function keywords(...words: string[]): Completion[] {
  return words.map((word) => ({ kind: 'keyword', label: word, insert: word }));
}
