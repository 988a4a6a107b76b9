import { didYouMean } from '@waystream/core';
import type { ExpressionIssue, FieldShape, Scope } from '@waystream/expression';
import { fieldsOf, formatPath, parsePath, type SchemaField } from '@waystream/xdm';
import type { ActivityNode, JumpTarget } from '../activities/define-activity.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { shapeAt } from '../catalogue/shape-at.js';
import { eventShape } from '../catalogue/shapes.js';
import { compileRead, expressionIssue } from '../compile/compile-nodes.js';
import type { EventDefinition } from '../definition/event-definition.js';
import { type Issue, issue } from './issue.js';

/** What every event has; the engine fills it in where the jump does not. */
const GIVEN = ['_id', 'timestamp'];

/** The fields that a jump fills exist in the event it makes, take such values, and none that is required is left out. */
export function checkJumpFields(
  catalogue: Catalogue,
  place: { node: ActivityNode; jump: JumpTarget; event: EventDefinition; scope: Scope },
): Issue[] {
  const { node, jump, event, scope } = place;
  const fields = fieldsOf(catalogue.registry.resolveSchema(event.schema)).filter(({ path }) => isSelected(event, path));
  const shape = eventShape(catalogue, event);
  const filled = Object.entries(jump.parameters).flatMap(([path, text]): Issue[] => {
    const field = `parameters.${path}`;
    const wanted = shapeAt(shape, path);
    if (!wanted) {
      const hint = didYouMean(
        path,
        fields.map((one) => one.path),
      );
      return [issue('ERR_JUMP_FIELD_UNKNOWN', `the event "${event.name}" has no field "${path}"${hint}`, node, field)];
    }
    return misfits(text, wanted, scope).map((flaw) => {
      return { ...expressionIssue(flaw, { field }, node), code: 'ERR_JUMP_FIELD_TYPE' };
    });
  });
  const missing = missingFields(fields, Object.keys(jump.parameters)).map((path) => {
    const message = `the event "${event.name}" needs a value for its field "${path}"`;
    return issue('ERR_JUMP_FIELD_MISSING', message, node, `parameters.${path}`);
  });
  return [...filled, ...missing];
}

/** Why values of the expression do not fit the field. What is wrong with the expression itself is told elsewhere. */
function misfits(text: string, wanted: FieldShape, scope: Scope): readonly ExpressionIssue[] {
  if (wanted.kind === 'any' || !compileRead({ text, expects: null }, scope).read) return [];
  const result = compileRead({ text, expects: [wanted] }, scope);
  return result.read ? [] : result.issues;
}

/** Required fields without a value. One inside an object is required only when something else of the object is filled. */
function missingFields(fields: readonly SchemaField[], parameters: readonly string[]): string[] {
  const filled = parameters.flatMap((text) => {
    const path = parsePath(text);
    return path ? [formatPath(path)] : [];
  });
  const lists = fields.filter(({ type }) => type === 'array').map(({ path }) => path);
  return fields.flatMap(({ path, required }) => {
    if (!required || GIVEN.includes(path) || lists.some((list) => isInside(path, list))) return [];
    const isFilled = filled.some((one) => one === path || isInside(one, path) || isInside(path, one));
    if (isFilled) return [];
    const parent = formatPath((parsePath(path) ?? []).slice(0, -1));
    return parent === '' || filled.some((one) => isInside(one, parent)) ? [path] : [];
  });
}

function isSelected({ fields }: EventDefinition, path: string): boolean {
  return fields.some((one) => one === '*' || one === path || isInside(path, one) || isInside(one, path));
}

function isInside(path: string, outer: string): boolean {
  return path.startsWith(`${outer}.`);
}
