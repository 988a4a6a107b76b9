import { ANY, BOOLEAN, fieldOf, INTEGER, listOf, type ObjectShape, STRING, type Type } from '../shape/field-shape.js';
import { joinTypes } from '../shape/join-types.js';
import { typeName } from '../shape/type-name.js';
import type { CollectionStep, DocumentStep, ElementName, Expression, PathStep } from '../syntax/expression.js';
import { issueAt } from '../syntax/expression-issue.js';
import type { Checked, CheckedStep } from './checked.js';
import type { Checker } from './checker.js';
import { convertTo } from './convert.js';
import { didYouMean } from './suggest.js';

/** The steps of a path and the type at its end; the type is `undefined` when a step was refused. */
export interface CheckedPath {
  readonly type: Type | undefined;
  readonly steps: readonly CheckedStep[];
}

/** Follows a path from a type. `element` is what conditions on the way call the element they look at. */
export function checkPath(
  checker: Checker,
  from: Type,
  path: readonly PathStep[],
  element: ElementName | undefined,
): CheckedPath {
  const steps: CheckedStep[] = [];
  let type: Type | undefined = from;
  for (const step of path) {
    if (step.kind === 'field' && type) checker.observe.field(step.span, type);
    const before: Type = type ?? ANY;
    type = type && stepType(checker, type, step);
    steps.push(
      isCollectionStep(step)
        ? checkCollectionStep(checker, before.kind === 'list' ? before.of : ANY, step, element)
        : checkDocumentStep(checker, step, before.kind === 'list' && joins(before.of, step)),
    );
  }
  return { type, steps };
}

function checkCollectionStep(
  checker: Checker,
  shape: Type,
  step: CollectionStep,
  name: ElementName | undefined,
): CheckedStep {
  if (step.kind === 'at')
    return { kind: 'at', index: checkArgument(checker, step.index, INTEGER, 'the index of at()') };
  if (!step.condition) return { kind: step.kind, condition: undefined };
  const frame = { name, shape };
  checker.observe.element(step.span, frame);
  checker.frames.push(frame);
  const condition = checkArgument(checker, step.condition, BOOLEAN, `the condition of ${step.kind}()`);
  checker.frames.pop();
  return { kind: step.kind, condition };
}

function checkDocumentStep(checker: Checker, step: DocumentStep, joins: boolean): CheckedStep {
  if (step.kind === 'field') return { kind: 'field', name: step.name, joins };
  if (step.kind !== 'entry') return { kind: step.kind, joins };
  return { kind: 'entry', key: checkArgument(checker, step.key, STRING, 'the key of entry()'), joins };
}

/** Whether each document of a list yields a list at this step. */
function joins(of: Type, step: DocumentStep): boolean {
  if (step.kind === 'keys' || step.kind === 'values') return true;
  if (of.kind === 'map') return of.of.kind === 'list';
  return of.kind === 'object' && step.kind === 'field' && fieldOf(of, step.name)?.kind === 'list';
}

function checkArgument(checker: Checker, node: Expression, wanted: Type, what: string): Checked {
  const argument = checker.check(node);
  if (argument.type.kind === 'any' || argument.type.kind === wanted.kind) return convertTo(argument, wanted);
  const expected = typeName(wanted);
  const found = typeName(argument.type);
  checker.issues.push(issueAt(node.span, `${what} must be ${expected} but is ${found}`, { expected, found }));
  return argument;
}

/** The type after a step; `undefined` with an issue where there is nothing to step into. */
function stepType(checker: Checker, type: Type, step: PathStep): Type | undefined {
  if (type.kind === 'any') return afterUnknown(step);
  if (isCollectionStep(step)) {
    if (type.kind === 'list') return step.kind === 'all' ? type : type.of;
    return refuseStep(checker, step, `${step.kind}() needs a collection but this is ${article(type)}`);
  }
  if (type.kind === 'list') {
    const each = stepType(checker, type.of, step);
    return each && flatListOf(each);
  }
  if (type.kind === 'map') return stepIntoMap(type.of, step);
  if (type.kind === 'object') return stepIntoObject(checker, type, step);
  return refuseStep(checker, step, `${article(type)} has no fields`);
}

function afterUnknown(step: PathStep): Type {
  switch (step.kind) {
    case 'all':
    case 'values':
      return listOf(ANY);
    case 'keys':
      return listOf(STRING);
    case 'firstEntryKey':
      return STRING;
    case 'field':
    case 'first':
    case 'last':
    case 'at':
    case 'entry':
      return ANY;
    default:
      return step satisfies never;
  }
}

function isCollectionStep(step: PathStep): step is CollectionStep {
  return step.kind === 'all' || step.kind === 'first' || step.kind === 'last' || step.kind === 'at';
}

function stepIntoMap(of: Type, step: DocumentStep): Type {
  switch (step.kind) {
    case 'field':
    case 'entry':
      return of;
    case 'firstEntryKey':
      return STRING;
    case 'keys':
      return listOf(STRING);
    case 'values':
      return flatListOf(of);
    default:
      return step satisfies never;
  }
}

function stepIntoObject(checker: Checker, object: ObjectShape, step: DocumentStep): Type | undefined {
  const constantKey = step.kind === 'entry' && step.key.kind === 'literal' ? step.key.value : undefined;
  const name = step.kind === 'field' ? step.name : constantKey;
  if (typeof name !== 'string') return stepIntoMap(commonValueOf(object), step);
  const field = fieldOf(object, name);
  if (field) return field;
  if (name === '') return undefined;
  const hint = didYouMean(name, Object.keys(object.fields));
  return refuseStep(checker, step, `there is no field ${JSON.stringify(name)} here${hint}`);
}

/** What the values of an object have in common. */
function commonValueOf(object: ObjectShape): Type {
  return Object.values(object.fields).reduce<Type>((one, other) => joinTypes(one, other) ?? ANY, ANY);
}

/** Elements that are lists themselves are joined: the language has no lists of lists. */
function flatListOf(each: Type): Type {
  return each.kind === 'list' ? each : listOf(each);
}

function refuseStep(checker: Checker, step: PathStep, message: string): undefined {
  checker.issues.push(issueAt(step.span, message));
  return undefined;
}

function article(type: Type): string {
  const name = typeName(type);
  return /^[aeiou]/.test(name) ? `an ${name}` : `a ${name}`;
}
