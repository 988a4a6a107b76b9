import { describe, expect, it } from 'vitest';
import { canonicalJson, parseJson } from './index.js';

describe('JSON from outside', () => {
  it('is refused when a field name would reach a prototype, at any depth', () => {
    expect(() => parseJson('{"a":[{"__proto__":{"admin":true}}]}')).toThrow('"__proto__" is not allowed');
    expect(() => parseJson('{"constructor":1}')).toThrow(SyntaxError);
  });

  it('may speak about prototypes in values', () => {
    expect(parseJson('{"text":"the prototype of __proto__"}')).toEqual({ text: 'the prototype of __proto__' });
  });

  it('has one canonical text whatever the order of fields', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}');
  });
});
