import type { ErrorSink } from '../evaluation-context.js';
import { BOOLEAN, listOf, STRING } from '../shape/field-shape.js';
import {
  LARGEST_PROGRAM,
  type LinearPattern,
  patternCost,
  patternFlaw,
  patternSource,
} from '../value/linear-pattern.js';
import type { Value } from '../value/value.js';
import { type CallSite, type FunctionDefinition, whenPresent } from './function-definition.js';
import { type Parameter, result, TEXT } from './parameter.js';

/** A regular expression; a constant one is judged when the expression is saved. */
const PATTERN: Parameter<string> = {
  ...TEXT,
  refuses: (value) => (typeof value === 'string' ? patternFlaw(value) : undefined),
  cost: {
    of: (value) => (typeof value === 'string' ? patternCost(value) : 0),
    limit: LARGEST_PROGRAM,
    message: 'the regular expressions of this expression repeat too much together',
  },
};

/** Functions on regular expressions (RE2 syntax, linear time). In replacements `$1` is what the first group matched. */
export const STRING_PATTERNS: readonly FunctionDefinition[] = [
  {
    name: 'matchRegExp',
    group: 'string',
    description: 'Whether the whole text matches a regular expression.',
    example: { expression: `matchRegExp("ada@example.com", ".*@example\\\\.com")`, value: 'true' },
    overloads: [
      whenPresent([TEXT, PATTERN], result(BOOLEAN), (call) => {
        const apply = withPattern(call);
        return (text, source, sink) => apply(source, sink, (pattern) => pattern.matches(text));
      }),
    ],
  },
  {
    name: 'replace',
    group: 'string',
    description: 'The text with the first match of a regular expression replaced.',
    example: { expression: `replace("Hello World", "l", "x")`, value: '"Hexlo World"' },
    overloads: [replacement((pattern, text, by) => pattern.replaceFirst(text, by))],
  },
  {
    name: 'replaceAll',
    group: 'string',
    description: 'The text with all matches of a regular expression replaced.',
    example: { expression: `replaceAll("Hello World", "l", "x")`, value: '"Hexxo Worxd"' },
    overloads: [replacement((pattern, text, by) => pattern.replaceAll(text, by))],
  },
  {
    name: 'split',
    group: 'string',
    description: 'The parts of a text between the matches of a regular expression; empty parts at the end are dropped.',
    example: { expression: `split("A_B_C", "_")`, value: '["A", "B", "C"]' },
    overloads: [
      whenPresent([TEXT, PATTERN], result(listOf(STRING)), (call) => {
        const apply = withPattern(call);
        return (text, source, sink) => apply(source, sink, (pattern) => pattern.split(text));
      }),
    ],
  },
];

function replacement(replace: (pattern: LinearPattern, text: string, by: string) => string | undefined) {
  return whenPresent([TEXT, PATTERN, TEXT], result(STRING), (call) => {
    const apply = withPattern(call);
    return (text, source, by, sink) =>
      apply(source, sink, (pattern) => {
        const replaced = replace(pattern, text, by);
        return (
          replaced ??
          call.fail(sink, 'pattern', 'the replacement names a group that the pattern lacks, or makes the text too long')
        );
      });
  });
}

/** Runs something with a compiled pattern. Each call site keeps its own, so a constant one is compiled once. */
function withPattern(call: CallSite) {
  const compiled = patternSource();
  return (source: string, sink: ErrorSink, use: (pattern: LinearPattern) => Value): Value => {
    const pattern = compiled(source);
    return pattern ? use(pattern) : call.fail(sink, 'pattern', 'the text is no valid regular expression');
  };
}
