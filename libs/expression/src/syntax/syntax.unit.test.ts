import { describe, expect, it } from 'vitest';
import type { Expression } from './expression.js';
import { childrenOf } from './expression-children.js';
import { format } from './format.js';
import { MAX_DEPTH, MAX_NESTING, MAX_TEXT_LENGTH, parse } from './parse.js';

describe('format', () => {
  it.each([
    ['1+2*3', '1 + 2 * 3'],
    ['((1)+(2))*3', '(1 + 2) * 3'],
    ['1-(2-3)', '1 - (2 - 3)'],
    ['(1-2)-3', '1 - 2 - 3'],
    ['not(true)and(false or true)', 'not true and (false or true)'],
    ['not (true and false)', 'not (true and false)'],
    ['(not true) == false', '(not true) == false'],
    ['-(1+2)', '-(1 + 2)'],
    ['- 3', '-3'],
    ['-(-3)', '--3'],
    ['2--2', '2 - -2'],
    ["'it\\'s'", '"it\'s"'],
    ['\'say "x"\'', '"say \\"x\\""'],
    ['"a\\u0041\\n"', '"aA\\n"'],
    ['3.0', '3.0'],
    ['3.10', '3.1'],
    ['100000000000000000000000.0', '100000000000000000000000.0'],
    ['0.00000001', '0.00000001'],
    ['-0.0000000125', '-0.0000000125'],
    ['[ 1 ,null,true ]', '[1, null, true]'],
    ['1   is  not   null', '1 is not null'],
    ['(1 == 2) is null', '1 == 2 is null'],
    ['1 == (2 is null)', '1 == (2 is null)'],
    ['if(true)then(1)else(2)', 'if (true) then (1) else (2)'],
    ["@{E.'a b'.c,defaultValue:1}", '@{E."a b".c, defaultValue: 1}'],
    ["@{E.'plain'}", '@{E.plain}'],
    ['@{ E }', '@{E}'],
    ['#{S.g.x,defaultValue:1,params:{a:1,"b c":@{E.y}}}', '#{S.g.x, params: {a: 1, "b c": @{E.y}}, defaultValue: 1}'],
    ['#{S.g.x,params:{"a-b":1}}', '#{S.g.x, params: {"a-b": 1}}'],
    ['#{S.g.x,params:{}}', '#{S.g.x, params: {}}'],
    ['@action{P.x}', '@action{P.x}'],
    ['#{JourneyProperties.namespace}', '#{JourneyProperties.namespace}'],
    [
      '@{E.l.all( currentEventField.x==1 ).first().y.at(0).entry("k").keys().values().firstEntryKey()}',
      '@{E.l.all(currentEventField.x == 1).first().y.at(0).entry("k").keys().values().firstEntryKey()}',
    ],
    ['(now()).x', 'now().x'],
    ['((now()).x).y', 'now().x.y'],
    ['(currentEventField.a).b', 'currentEventField.a.b'],
    ['(1 + 2).x', '(1 + 2).x'],
    ['substr ( "a" , 1 )', 'substr("a", 1)'],
  ])('writes %s as %s', (text, expected) => {
    expect(format(parse(text).ast)).toBe(expected);
    expect(format(parse(expected).ast)).toBe(expected);
  });

  it('breaks a long condition at its operators, and nested ones inside parentheses', () => {
    const clause = (name: string) => `equalIgnoreCase(@{Order.${name}}, "a rather long text")`;
    const text = `${clause('a')} and (${clause('b')} or ${clause('c')}) and ${clause('d')}`;
    const formatted = format(parse(text).ast);
    expect(formatted.split('\n')).toEqual([
      clause('a'),
      `and (${clause('b')}`,
      `  or ${clause('c')})`,
      `and ${clause('d')}`,
    ]);
    expect(format(parse(formatted).ast)).toBe(formatted);
  });

  it('breaks a long if at then and else', () => {
    const long = '"a text that fills the line more than half of its width, with words"';
    const formatted = format(parse(`if (@{Order.x} == ${long}) then (${long}) else (${long})`).ast);
    expect(formatted.split('\n').map((line) => line.slice(0, 4))).toEqual(['if (', 'then', 'else']);
    expect(format(parse(formatted).ast)).toBe(formatted);
  });
});

describe('positions', () => {
  it('give every node its place in the text', () => {
    const text = 'true and\n  upper("é") == @{E.a.b}';
    const wrong: string[] = [];
    const visit = (node: Expression) => {
      const { from, to, line, column } = node.span;
      const before = text.slice(0, from);
      if (line !== before.split('\n').length || column !== from - before.lastIndexOf('\n'))
        wrong.push(text.slice(from, to));
      childrenOf(node).forEach(visit);
    };
    visit(parse(text).ast);
    expect(wrong).toEqual([]);
  });

  it('say which text an issue is about', () => {
    const [issue] = parse('1 +\n  ?? 2').issues;
    expect(issue).toMatchObject({ line: 2, column: 3, from: 6, to: 8 });
  });
});

describe('recovery keeps what can be understood', () => {
  const found = (text: string) => {
    const kinds: string[] = [];
    const visit = (node: Expression) => {
      kinds.push(node.kind);
      childrenOf(node).forEach(visit);
    };
    visit(parse(text).ast);
    return kinds;
  };

  it.each([
    ['@{Order.', ['event']],
    ['#{Weather.main', ['dataSource']],
    ['upper(@{Order.a}', ['call', 'event']],
    ['1 + ', ['binary', 'literal', 'missing']],
    ['true and and false', ['binary', 'binary', 'literal', 'missing', 'literal']],
    ['[1, , 3]', ['list', 'literal', 'missing', 'literal']],
    ['upper(?, 2) == "a"', ['binary', 'call', 'missing', 'literal', 'literal']],
    ['@{E.l.all(currentEventField.x == ).y} > 1', ['binary', 'event', 'binary', 'element', 'missing', 'literal']],
    ['(1 2) + 3', ['binary', 'literal', 'literal']],
    ['if (true) then 5 else (2)', ['conditional', 'literal', 'literal', 'literal']],
  ])('%s', (text, kinds) => {
    expect(parse(text).issues.length).toBeGreaterThan(0);
    expect(found(text)).toEqual(kinds);
  });

  it('reports several flaws in the order of the text, and no more than fifty', () => {
    const { issues } = parse('upper(?) + lower(?) + trim(?)');
    expect(issues.map(({ column }) => column)).toEqual([7, 18, 28]);
    expect(parse('f(?) + '.repeat(200)).issues).toHaveLength(50);
  });
});

describe('limits', () => {
  const message = (text: string) => parse(text).issues.map((issue) => issue.message);

  it.each([
    ['parentheses', '('.repeat(MAX_NESTING + 1)],
    ['calls', 'upper('.repeat(MAX_NESTING + 1)],
    ['lists', '['.repeat(5_000)],
    ['references', '@{E.a.all('.repeat(MAX_NESTING + 1)],
    ['negations', 'not '.repeat(MAX_NESTING + 1)],
    ['signs', '- '.repeat(MAX_NESTING + 1)],
    ['ifs', 'if ('.repeat(2_000)],
  ])('refuse %s nested too deep with one clear message', (_, text) => {
    expect(message(text)).toEqual([expect.stringContaining(`nests deeper than ${MAX_NESTING} levels`)]);
  });

  it('accept what is nested as deep as allowed', () => {
    const depth = MAX_NESTING - 1;
    expect(parse(`${'('.repeat(depth)}1${')'.repeat(depth)}`).issues).toEqual([]);
  });

  it('refuse a chain of too many operators and accept a long one', () => {
    expect(message(`1${' + 1'.repeat(MAX_DEPTH + 1)}`)).toEqual([expect.stringContaining('follow one another')]);
    expect(parse(`1${' + 1'.repeat(MAX_DEPTH - 2)}`).issues).toEqual([]);
  });

  it('refuse a text that is too long without reading it', () => {
    expect(message('x'.repeat(MAX_TEXT_LENGTH + 1))).toEqual([
      expect.stringContaining(`${MAX_TEXT_LENGTH} are the most`),
    ]);
  });
});
