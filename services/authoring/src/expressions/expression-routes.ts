import type { Clock } from '@waystream/core';
import type { Chance } from '@waystream/expression';
import { type Routes, sandboxOf } from '@waystream/service';
import type { Configuration } from '../configuration/configuration.js';
import { bodyOf, mount } from '../http/mount.js';
import { checkExpression, checkRequest } from './check-expression.js';
import { evaluateExpression, evaluationRequest } from './evaluate-expression.js';

const asks = { method: 'post', access: 'journeys.read', tag: 'Expressions' } as const;

const ROUTES = {
  check: {
    ...asks,
    path: '/expressions/check',
    summary: 'Check an expression',
    body: checkRequest,
    answer: '{type, references, errors}, each error with its line and column',
  },
  evaluate: {
    ...asks,
    path: '/expressions/evaluate',
    summary: 'Evaluate an expression',
    body: evaluationRequest,
    answer: '{type, value, errors}; errors list what became null for want of a value',
  },
} as const;

/** The expression language, for those who write expressions. */
export function expressionRoutes(parts: { configuration: Configuration; clock: Clock; chance: Chance }): Routes {
  const { configuration, clock, chance } = parts;
  return (app) => {
    mount(app, ROUTES.check, async (c) => c.json(checkExpression(configuration.of(sandboxOf(c)), await bodyOf(c))));
    mount(app, ROUTES.evaluate, async (c) => c.json(evaluateExpression(await bodyOf(c), { now: clock.now(), chance })));
  };
}
