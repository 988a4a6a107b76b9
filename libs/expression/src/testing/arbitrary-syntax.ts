import fc from 'fast-check';

const LEAVES = [
  ...['1', '-1', '2.5', '-0.5', '9223372036854775807', '"a"', "'it\\'s'", 'null', 'true', 'now()'],
  ...[
    '@{E.x}',
    '@{E."q r"}',
    '#{S.g.y-z}',
    '#{JourneyProperties.namespace}',
    '@action{A."3h"}',
    'currentEventField.a-b',
  ],
];
const OPERATORS = ['+', '-', '*', '/', '%', '==', '!=', '<', '>=', 'and', 'or'];

/** Each `~` is an expression inside another. What follows an operator stands in parentheses where precedence demands it. */
const FORMS = [
  ...OPERATORS.map((operator) => `~ ${operator} (~)`),
  ...OPERATORS.map((operator) => `(~) ${operator} (~)`),
  ...['not ~', '-(~)', '- (~)', '(~)', '(~) is null', '(~) is not null', '(~) has null', '(~) is decimal'],
  ...[
    '[~, ~]',
    '[]',
    '[~].first()',
    'f(~, ~)',
    'f(~).entry(~).keys()',
    '(f(~)).x.at(~)',
    '(currentEventField.a).all(~).y',
    '(not ~) == (~)',
  ],
  ...['if (~) then (~) else (~)', '(if (~) then (~) else (~)).x', 'currentDataPackField.last(~).y'],
  ...[
    '@{E."q r".all(~).x, defaultValue: ~}',
    '@action{A.parts.first(~).y}',
    '#{JourneyProperties.profileId, defaultValue: ~}',
  ],
  '#{S.g.first().y, defaultValue: ~, params: {a: ~, "a-b": #{S.h.z, params: {c: ~}}}}',
];

/** Texts that follow the grammar, whatever their types. */
export const readableText: fc.Arbitrary<string> = fc.letrec<{ text: string }>((tie) => ({
  text: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...LEAVES),
    fc
      .tuple(fc.constantFrom(...FORMS), tie('text'), tie('text'), tie('text'))
      .map(([form, ...inner]) => form.split('~').reduce((text, part, index) => text + inner[(index - 1) % 3] + part)),
  ),
})).text;
