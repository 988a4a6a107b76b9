import { BOOLEAN } from '../shape/field-shape.js';
import { type FunctionDefinition, inContext } from './function-definition.js';
import { type Parameter, result, TEXT } from './parameter.js';

/** The name of an audience, so that the audiences an expression needs are known before it runs. */
const AUDIENCE: Parameter<string> = { ...TEXT, constant: true, names: 'audience' };

export const AUDIENCES: readonly FunctionDefinition[] = ['inAudience', 'inSegment'].map((name) => ({
  name,
  group: 'audience',
  description: 'Whether the person has entered an audience and not left it again.',
  example: { expression: `${name}("men over 50")`, value: 'true' },
  overloads: [inContext([AUDIENCE], result(BOOLEAN), () => (audience, context) => context.inAudience(audience))],
}));
