import { describe, expect, it } from 'vitest';
import { type Case, clean, failed, outcomeOf } from '../testing/outcome-of.js';

function yields(cases: readonly Case[]) {
  it.each(cases.map((one) => [one[0], one] as const))('%s', (expression, one) => {
    expect(outcomeOf(expression)).toEqual(clean(one));
  });
}

describe('comparing texts', () => {
  yields([
    ['contain("rowing is great", "great")', 'boolean', true],
    ['contain("rowing", "GREAT")', 'boolean', false],
    ['contain("a", "")', 'boolean', true],
    ['contain(null, "a")', 'boolean', null],
    ['contain("a", @{Purchase.missing})', 'boolean', null],
    ['containIgnoreCase("rowing is great", "GREAT")', 'boolean', true],
    ['containIgnoreCase("Straße", "STRASS")', 'boolean', true],
    ['containIgnoreCase(@{Purchase.city}, "LÉA")', 'boolean', true],
    ['containIgnoreCase(@{Purchase.city}, @{Purchase.city})', 'boolean', true],
    ['startWith("Hello World", "Hello")', 'boolean', true],
    ['startWith("Hello World", "World")', 'boolean', false],
    ['startWithIgnoreCase("rowing is great", "RO")', 'boolean', true],
    ['startWithIgnoreCase(null, "RO")', 'boolean', null],
    ['endWith("Hello World", "World")', 'boolean', true],
    ['endWith("Hello World", "Hello")', 'boolean', false],
    ['endWithIgnoreCase("rowing is great", "AT")', 'boolean', true],
    ['endWithIgnoreCase("rowing is great", "")', 'boolean', true],
    ['equalIgnoreCase("rowing", "ROWING")', 'boolean', true],
    ['equalIgnoreCase("straße", "STRASSE")', 'boolean', true],
    ['equalIgnoreCase("a", "b")', 'boolean', false],
    ['equalIgnoreCase(@{Purchase.missing}, "a")', 'boolean', false],
    ['equalIgnoreCase(null, null)', 'boolean', true],
    ['notEqualIgnoreCase("iPad", "IPAD")', 'boolean', false],
    ['notEqualIgnoreCase("iPad", "iPhone")', 'boolean', true],
    ['notEqualIgnoreCase(null, "iPhone")', 'boolean', true],
    ['isEmpty("")', 'boolean', true],
    ['isEmpty(" ")', 'boolean', false],
    ['isEmpty(@{Purchase.missing})', 'boolean', true],
    ['isNotEmpty("hello")', 'boolean', true],
    ['isNotEmpty(@{Purchase.empty})', 'boolean', false],
    ['isNotEmpty(null)', 'boolean', false],
  ]);
});

describe('positions count characters', () => {
  yields([
    ['length("Hello World")', 'integer', 11],
    ['length("")', 'integer', 0],
    ['length("😀a")', 'integer', 2],
    ['length(@{Purchase.emoji})', 'integer', 3],
    ['length("e\\u0301")', 'integer', 2],
    ['length(null)', 'integer', null],
    ['indexOf("Hello", "l")', 'integer', 2],
    ['indexOf("Hello", "x")', 'integer', -1],
    ['indexOf("Hello", "")', 'integer', 0],
    ['indexOf(@{Purchase.emoji}, "a")', 'integer', 1],
    ['indexOf(null, "a")', 'integer', null],
    ['lastIndexOf("Hello", "l")', 'integer', 3],
    ['lastIndexOf("Hello", "x")', 'integer', -1],
    ['lastIndexOf(@{Purchase.emoji}, "😀")', 'integer', 2],
    ['substr("Hello World", 6)', 'string', 'World'],
    ['substr("Hello World", 0, 5)', 'string', 'Hello'],
    ['substr("Hello", 2, 2)', 'string', ''],
    ['substr("Hello", 3, 1)', 'string', ''],
    ['substr("Hello", -3, 2)', 'string', 'He'],
    ['substr("Hello", 9)', 'string', ''],
    ['substr("Hello", 1, 99)', 'string', 'ello'],
    ['substr(@{Purchase.emoji}, 1)', 'string', 'a😀'],
    ['substr(@{Purchase.emoji}, 0, 1)', 'string', '😀'],
    ['substr(@{Purchase.code}, 1, lastIndexOf(@{Purchase.code}, "}"))', 'string', 'c-17'],
    ['substr(null, 1)', 'string', null],
    ['substr("Hello", null)', 'string', null],
  ]);
});

describe('making texts', () => {
  yields([
    ['concat("Hello", "World")', 'string', 'HelloWorld'],
    ['concat("Hello", null)', 'string', null],
    ['concat(["Hello", " ", "World"])', 'string', 'Hello World'],
    ['concat(["a", null, "b"])', 'string', 'ab'],
    ['concat([])', 'string', ''],
    ['concat(@{Purchase.colours})', 'string', 'redgreenred'],
    ['lower("A")', 'string', 'a'],
    ['lower("ÉCOLE")', 'string', 'école'],
    ['upper("b")', 'string', 'B'],
    ['upper("straße")', 'string', 'STRASSE'],
    ['upper(@{Purchase.missing})', 'string', null],
    ['trim(" Hello ")', 'string', 'Hello'],
    ['trim("\\t\\u00a0x\\n")', 'string', 'x'],
    ['trim(null)', 'string', null],
    ['uuid()', 'string', '0b7a4c5e-1f7e-4d7c-9a43-5c1f0f6d2e11'],
    ['length(uuid()) == 36', 'boolean', true],
  ]);
});

describe('regular expressions', () => {
  yields([
    ['matchRegExp("username@adobe.com", ".*@adobe\\\\.com")', 'boolean', true],
    ['matchRegExp("xabc", "abc")', 'boolean', false],
    ['matchRegExp("", "a*")', 'boolean', true],
    ['matchRegExp("été", "\\\\p{L}+")', 'boolean', true],
    ['matchRegExp(null, "a")', 'boolean', null],
    ['matchRegExp("a", null)', 'boolean', null],
    ['matchRegExp("p-1", "p-" + "[0-9]")', 'boolean', true],
    ['matchRegExp("HELLO", "(?i)hello")', 'boolean', true],
    ['replace("Hello World", "l", "x")', 'string', 'Hexlo World'],
    ['replace("aaa", "aa", "b")', 'string', 'ba'],
    ['replace("|OFFER_A|OFFER_B", "\\\\|OFFER_A", "")', 'string', '|OFFER_B'],
    ['replace("|OFFER_A|OFFER_B", "\\\\|" + "OFFER_B", "")', 'string', '|OFFER_A'],
    ['replace("john smith", "(\\\\w+) (\\\\w+)", "$2 $1")', 'string', 'smith john'],
    ['replace("a", "x", "y")', 'string', 'a'],
    ['replace(null, "x", "y")', 'string', null],
    ['replaceAll("Hello World", "l", "x")', 'string', 'Hexxo Worxd'],
    ['replaceAll("aaa", "aa", "b")', 'string', 'ba'],
    ['replaceAll("1.2.3", "\\\\.", "")', 'string', '123'],
    ['replaceAll("a1b22", "[0-9]+", "<$0>")', 'string', 'a<1>b<22>'],
    ['replaceAll("5", "5", "\\\\$5")', 'string', '$5'],
    ['replaceAll("😀😀", "😀", "x")', 'string', 'xx'],
    ['replaceAll("a", "a", null)', 'string', null],
    ['split("A_B_C", "_")', 'listString', ['A', 'B', 'C']],
    ['split(@{Purchase.version}, "\\\\.")', 'listString', ['20', '45', '2', '3434']],
    ['split("a__b__", "_")', 'listString', ['a', '', 'b']],
    ['split("abc", "x")', 'listString', ['abc']],
    ['split("", ",")', 'listString', ['']],
    ['split("a1b2c", "[0-9]")', 'listString', ['a', 'b', 'c']],
    ['split(null, ",")', 'listString', null],
  ]);

  it.each([
    ['matchRegExp("a", "(" + "a")', 'boolean', 'pattern'],
    ['split("a", "[" + "")', 'listString', 'pattern'],
    ['replace("a", "a", "$1")', 'string', 'pattern'],
    ['replaceAll("a", "(a)", "$2")', 'string', 'pattern'],
  ] as const)('%s is recorded and null', (expression, type, code) => {
    expect(outcomeOf(expression)).toEqual(failed(type, code));
  });

  it('take time in proportion to the text, whatever the pattern', () => {
    const context = { events: { E: { text: 'a'.repeat(20_000) } } };
    expect(outcomeOf('matchRegExp(@{E.text} + "!", "(a+)+")', context).value).toBe(false);
  });

  it('judge each pattern of a stream of them for itself', () => {
    const codes = Array.from({ length: 120 }, (_, index) => `${index}`);
    const context = { events: { E: { codes } } };
    const text = 'listSize(@{E.codes.all(matchRegExp("7", currentEventField))})';
    expect(outcomeOf(text, context).value).toBe(1);
  });
});

describe('a text that grows beyond four million characters is recorded and null', () => {
  const context = { events: { E: { text: 'ab'.repeat(600_000), parts: ['ab'.repeat(600_000), 'x'] } } };

  it.each([
    'concat(@{E.text}, concat(@{E.text}, concat(@{E.text}, @{E.text})))',
    '@{E.text} + @{E.text} + @{E.text} + @{E.text}',
    'concat([@{E.text}, @{E.text}, @{E.text}, @{E.text}])',
    'serializeList([@{E.text}, @{E.text}, @{E.text}, @{E.text}], "", false)',
  ])('%s', (expression) => {
    const { value, errors } = outcomeOf(expression, context);
    expect(value).toBeNull();
    expect(errors).toHaveLength(1);
  });

  it('replaceAll with a long replacement', () => {
    expect(outcomeOf('replaceAll(@{E.text}, "a", "0123456789")', context)).toEqual(failed('string', 'pattern'));
    expect(outcomeOf('length(replaceAll(@{E.text}, "x", "0123456789"))', context).value).toBe(1_200_000);
  });
});
