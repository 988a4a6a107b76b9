import { describe, expect, it } from 'vitest';
import { showPlaces } from './show-places.js';

const show = (text: string, part: string) => {
  const from = text.indexOf(part);
  return showPlaces(text, [{ from, to: from + part.length, message: 'is odd' }]);
};

describe('the place of a remark', () => {
  it('counts lines and columns from 1', () => {
    expect(show('true and\n  odd', 'odd')).toEqual(['line 2, column 3: is odd', '    odd', '    ^^^']);
    expect(show('\nodd', '\n')).toEqual(['line 1, column 1: is odd', '  ', '  ^']);
  });

  it('is marked below characters that take two columns of a terminal', () => {
    expect(show('"日本" + odd', 'odd')).toEqual([
      'line 1, column 8: is odd',
      '  "日本" + odd',
      `  ${' '.repeat(9)}^^^`,
    ]);
    expect(show('"日本" + odd', '日本')[2]).toBe('   ^^^^');
  });

  it('is marked below tabs by repeating them', () => {
    expect(show('\ta\todd', 'odd')[2]).toBe('  \t \t^^^');
  });

  it('is marked to the end of its first line', () => {
    expect(show('1 + (2\r\n+ 3)', '(2\r\n+ 3)')).toEqual(['line 1, column 5: is odd', '  1 + (2', '      ^^']);
  });
});
