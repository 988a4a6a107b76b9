import type { Json } from '@waystream/core';
import type { Checked, CheckedRoot } from '../check/checked.js';
import type { EvaluationContext } from '../evaluation-context.js';
import { readValueOf } from '../value/read-value.js';
import { toWire } from '../value/to-wire.js';
import type { Value } from '../value/value.js';
import { compilePath, isInherited } from './compile-path.js';
import { type Compiled, type CompileNode, type Evaluate, type Frame, varying } from './evaluate.js';

type ReferenceNode = Extract<Checked, { kind: 'reference' }>;

/** Finds the document at which a path begins. */
type FindRoot = (context: EvaluationContext, frame: Frame | undefined) => Json | undefined;

/** Reads what a reference points to as the type that it was checked with; what is absent gives the default. */
export function compileReference(node: ReferenceNode, compile: CompileNode<Checked>): Compiled {
  const evaluate = fieldOfEvent(node) ?? compileAnyReference(node, compile);
  if (!node.defaultValue) return varying(evaluate);
  const fallback = compile(node.defaultValue).evaluate;
  return varying((context, frame) => evaluate(context, frame) ?? fallback(context, frame));
}

function compileAnyReference(node: ReferenceNode, compile: CompileNode<Checked>): Evaluate {
  const find = compileRoot(node.root, compile);
  const follow = compilePath(node.path, compile, node.span);
  const read = readValueOf(node.type);
  const { span } = node;
  return (context, frame) => read(follow(find(context, frame), context, frame), context, span);
}

/** The most common reference by far, a field of an event, in one closure. */
function fieldOfEvent({ root, path, type, span }: ReferenceNode): Evaluate | undefined {
  const [step] = path;
  if (root.from !== 'event' || path.length !== 1 || step?.kind !== 'field' || isInherited(step.name)) return undefined;
  const event = root.name;
  const field = step.name;
  const read = readValueOf(type);
  return (context) => {
    const document = context.event(event);
    return document ? read(document[field], context, span) : null;
  };
}

function compileRoot(root: CheckedRoot, compile: CompileNode<Checked>): FindRoot {
  switch (root.from) {
    case 'event': {
      const { name } = root;
      return (context) => context.event(name);
    }
    case 'action': {
      const { name } = root;
      return (context) => context.action(name);
    }
    case 'journey': {
      const { name } = root;
      return (context) => context.journeyProperty(name);
    }
    case 'dataSource':
      return compileDataSource(root, compile);
    case 'element':
      return elementAt(root.depth);
    case 'value': {
      const { evaluate } = compile(root.value);
      return (context, frame) => documentOf(evaluate(context, frame));
    }
    default:
      return root satisfies never;
  }
}

function compileDataSource(
  root: Extract<CheckedRoot, { from: 'dataSource' }>,
  compile: CompileNode<Checked>,
): FindRoot {
  const { source, fieldGroup } = root;
  if (!root.params) return (context) => context.dataSource(source, fieldGroup, null);
  const params = [...root.params].map(([name, value]) => ({ name, evaluate: compile(value).evaluate }));
  return (context, frame) => {
    const given = params.map(({ name, evaluate }) => [name, toWire(evaluate(context, frame))] as const);
    return context.dataSource(source, fieldGroup, Object.fromEntries(given));
  };
}

function elementAt(depth: number): FindRoot {
  if (depth === 0) return (_, frame) => frame?.element;
  return (_, frame) => {
    let found = frame;
    for (let level = 0; level < depth; level++) found = found?.outer;
    return found?.element;
  };
}

/** Paths continue only after objects, lists of them and unknown values, all of which are the JSON they came as. */
function documentOf(value: Value): Json | undefined {
  return value as Json;
}
