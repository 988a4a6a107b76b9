import { type FieldShape, fieldOf, STRING, type Type } from '../shape/field-shape.js';
import { fits, joinTypes } from '../shape/join-types.js';
import { typeName } from '../shape/type-name.js';
import type {
  ActionReference,
  DataSourceReferenceNode,
  ElementName,
  ElementReference,
  EventReference,
  Expression,
  JourneyReference,
  Member,
  Name,
  PathStep,
} from '../syntax/expression.js';
import { issueAt } from '../syntax/expression-issue.js';
import { checkPath } from './check-path.js';
import type { Checked, CheckedRoot } from './checked.js';
import { type Checker, checked, refuse, refused } from './checker.js';
import { convertTo } from './convert.js';
import { didYouMean } from './suggest.js';
import { suggestConversion } from './suggest-conversion.js';

export function checkEvent(checker: Checker, node: EventReference): Checked {
  const { events } = checker.scope.names;
  checker.observe.name(node.event.span, 'event', events);
  const shape = checker.scope.event(node.event.text);
  if (!shape) return unknown(checker, node, node.event, 'event', events);
  return reference(checker, node, { from: 'event', name: node.event.text }, shape, node.path, 'currentEventField');
}

export function checkAction(checker: Checker, node: ActionReference): Checked {
  const { actions } = checker.scope.names;
  checker.observe.name(node.action.span, 'action', actions);
  const shape = checker.scope.action(node.action.text);
  if (!shape) return unknown(checker, node, node.action, 'action', actions);
  const root: CheckedRoot = { from: 'action', name: node.action.text };
  return reference(checker, node, root, withStatus(shape), node.path, 'currentActionField');
}

/** The field that every action has beside its response: `http_<code>`, `timeout`, `capped` or `internal`. */
function withStatus(shape: FieldShape): FieldShape {
  if (shape.kind === 'object') return { ...shape, fields: { ...shape.fields, jo_status: STRING } };
  return shape.kind === 'any' ? shape : { kind: 'object', fields: { jo_status: STRING }, open: true };
}

export function checkJourney(checker: Checker, node: JourneyReference): Checked {
  const { journey } = checker.scope;
  const { property } = node;
  const shape = journey.kind === 'object' ? fieldOf(journey, property.text) : undefined;
  const known = journey.kind === 'object' ? Object.keys(journey.fields) : [];
  checker.observe.name(property.span, 'property', known);
  if (!shape) return unknown(checker, node, property, 'journey property', known);
  return reference(checker, node, { from: 'journey', name: property.text }, shape, [], undefined);
}

export function checkDataSource(checker: Checker, node: DataSourceReferenceNode): Checked {
  const { dataSources } = checker.scope.names;
  const groups = Object.hasOwn(dataSources, node.source.text) ? dataSources[node.source.text] : undefined;
  checker.observe.name(node.source.span, 'dataSource', Object.keys(dataSources));
  checker.observe.name(node.fieldGroup.span, 'fieldGroup', groups ?? []);
  const found = checker.scope.dataSource(node.source.text, node.fieldGroup.text);
  if (!found) {
    for (const parameter of node.params ?? []) checker.check(parameter.value);
    if (!groups) return unknown(checker, node, node.source, 'data source', Object.keys(dataSources));
    return unknown(checker, node, node.fieldGroup, `field group of ${node.source.text}`, groups);
  }
  const params = checkParams(checker, node, found.params);
  const root: CheckedRoot = { from: 'dataSource', source: node.source.text, fieldGroup: node.fieldGroup.text, params };
  return reference(checker, node, root, found.shape, node.path, 'currentDataPackField');
}

/** The parameters a reference gives, against those its field group declares. */
function checkParams(
  checker: Checker,
  node: DataSourceReferenceNode,
  declared: readonly string[] | undefined,
): ReadonlyMap<string, Checked> | undefined {
  const params = new Map<string, Checked>();
  checker.observe.params(node.span, declared ?? []);
  for (const { name, value } of node.params ?? []) {
    params.set(name.text, checker.check(value));
    checker.observe.name(name.span, 'parameter', declared ?? []);
    if (declared && !declared.includes(name.text))
      checker.issues.push(
        issueAt(name.span, `there is no parameter ${JSON.stringify(name.text)}${didYouMean(name.text, declared)}`),
      );
  }
  const absent = declared?.filter((name) => !params.has(name)) ?? [];
  if (absent.length > 0) {
    const example = absent.map((name) => `${name}: …`).join(', ');
    const message = `${node.source.text}.${node.fieldGroup.text} needs values for its parameters: add params: {${example}}`;
    checker.issues.push(issueAt(node.span, message, { expected: absent.join(', ') }));
  }
  return node.params ? params : undefined;
}

export function checkElement(checker: Checker, node: ElementReference): Checked {
  const { frames } = checker;
  const index = frames.findLastIndex((frame) => frame.name === undefined || frame.name === node.name);
  const frame = frames[index];
  if (!frame) return refuseElement(checker, node);
  const root: CheckedRoot = { from: 'element', depth: frames.length - 1 - index };
  return reference(checker, node, root, frame.shape, node.path, frame.name);
}

function refuseElement(checker: Checker, node: ElementReference): Checked {
  const inner = checker.frames.at(-1)?.name;
  const message = inner
    ? `${node.name} is not the element of this collection; did you mean ${inner}?`
    : `${node.name} is known only inside .all(…), .first(…) and .last(…) of a collection`;
  return refuse(checker, node, message);
}

export function checkMember(checker: Checker, node: Member): Checked {
  const value = checker.check(node.object);
  return reference(checker, node, { from: 'value', value }, value.type, node.path, undefined);
}

function reference(
  checker: Checker,
  node: Exclude<Expression, { kind: 'literal' }>,
  root: CheckedRoot,
  shape: Type,
  path: readonly PathStep[],
  element: ElementName | undefined,
): Checked {
  const followed = checkPath(checker, shape, path, element);
  const given = 'defaultValue' in node && node.defaultValue ? node.defaultValue : undefined;
  const fallback = given && checker.check(given);
  if (!followed.type) return refused(node);
  const type = fallback ? typeWithDefault(checker, followed.type, fallback, given) : followed.type;
  const defaultValue = fallback && type && convertTo(fallback, type);
  return type ? checked(node, type, { kind: 'reference', root, path: followed.steps, defaultValue }) : refused(node);
}

/** A default has the field's type; where that is unknown, the default tells it. */
function typeWithDefault(checker: Checker, type: Type, fallback: Checked, node: Expression): Type | undefined {
  if (fits(fallback.type, type)) return joinTypes(type, fallback.type);
  const expected = typeName(type);
  const found = typeName(fallback.type);
  const hint = suggestConversion(fallback.type, [type], node);
  const message = `the field is ${expected}, so its default value must be ${expected} too but is ${found}${hint}`;
  checker.issues.push(issueAt(node.span, message, { expected, found }));
  return undefined;
}

function unknown(checker: Checker, node: Expression, name: Name, what: string, candidates: readonly string[]): Checked {
  if ('path' in node) checkPath(checker, { kind: 'any' }, node.path, undefined);
  if ('defaultValue' in node && node.defaultValue) checker.check(node.defaultValue);
  if (name.text === '') return refused(node);
  const message = `there is no ${what} called ${JSON.stringify(name.text)}${didYouMean(name.text, candidates)}`;
  return refuse(checker, name, message, { expected: `a ${what}`, found: name.text });
}
