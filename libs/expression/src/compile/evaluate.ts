import type { Json } from '@waystream/core';
import type { EvaluationContext } from '../evaluation-context.js';
import type { Value } from '../value/value.js';

/** A compiled node. Conditions of collections find their element in the frame. */
export type Evaluate = (context: EvaluationContext, frame: Frame | undefined) => Value;

/** The element that a collection's condition looks at, and the frame of the collection around it. */
export interface Frame {
  element: Json | undefined;
  readonly outer: Frame | undefined;
  /** What is left of the elements that one outermost collection may look at, those of collections inside it included. */
  readonly budget: { elements: number };
}

/** Collections inside the conditions of collections multiply; beyond this many elements the answer is given up. */
const MOST_ELEMENTS = 1_000_000;

export function frameInside(outer: Frame | undefined): Frame {
  return { element: undefined, outer, budget: outer?.budget ?? { elements: MOST_ELEMENTS } };
}

/** A compiled node whose value may be known already. */
export interface Compiled {
  readonly evaluate: Evaluate;
  /** `undefined` when the value depends on the context. */
  readonly constant: Value | undefined;
}

/** Compiles a node; handed down so that the parts of the compiler need not know one another. */
export type CompileNode<Node> = (node: Node) => Compiled;

export function constantly(value: Value): Compiled {
  return { evaluate: () => value, constant: value };
}

export function varying(evaluate: Evaluate): Compiled {
  return { evaluate, constant: undefined };
}
