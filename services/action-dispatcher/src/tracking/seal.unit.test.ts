import { describe, expect, it } from 'vitest';
import { createLinksOf, readLink } from './message-links.js';
import { createSeal } from './seal.js';

const seal = createSeal(['the-secret-of-this-test']);
const message = { person: 'prod:Email:ada@example.com', instance: 'i-1', node: 'mail' };
const links = createLinksOf('https://links.example/', seal)(message);
const tokenOf = (url = '') => url.replace(/^.*\//, '').replace(/\.gif$/, '');

describe('a sealed token', () => {
  it('opens to what was sealed', () => {
    const value = ['clicked', 'prod:Email:zoë@example.com', { n: 1 }, null];
    expect(seal.open(seal.close(value))).toEqual(value);
  });

  it('is the same for the same value, and another for another', () => {
    expect(seal.close(['a', 1])).toBe(seal.close(['a', 1]));
    expect(seal.close(['a', 1])).not.toBe(seal.close(['a', 2]));
  });

  it('shows nothing of what it holds and can stand in an address', () => {
    const token = seal.close(['ada@example.com']);
    expect(token).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain('ada');
  });

  it('that was changed anywhere is worth nothing', () => {
    const token = seal.close(['clicked', 'https://shop.example']);
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'A' ? 'Q' : 'A';
      expect(seal.open(token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
    }
  });

  it.each(['', 'x', '..', 'A'.repeat(38), 'not base64!', '%00'])('%j is none', (text) => {
    expect(seal.open(text)).toBeNull();
  });

  it('of another installation is worth nothing here', () => {
    expect(seal.open(createSeal(['another-secret-than-that']).close(['a']))).toBeNull();
  });

  it('still opens after the secret was changed, as long as the older one is kept', () => {
    const token = createSeal(['the-older-secret-of-both']).close(['a']);
    expect(createSeal(['a-newer-secret-than-that', 'the-older-secret-of-both']).open(token)).toEqual(['a']);
  });
});

describe('the links of a message', () => {
  it('say which message they belong to, and where a click leads', () => {
    const clicked = tokenOf(links?.click('https://shop.example/?a=1&b=2'));
    expect(readLink(seal, 'clicked', clicked)).toEqual({
      ...message,
      kind: 'clicked',
      url: 'https://shop.example/?a=1&b=2',
    });
    expect(links?.click('https://shop.example')).toMatch(/^https:\/\/links\.example\/t\/c\/[\w-]+$/);
  });

  it('do for what they were made for only', () => {
    expect(readLink(seal, 'opened', tokenOf(links?.pixel))).toMatchObject(message);
    expect(readLink(seal, 'unsubscribed', tokenOf(links?.pixel))).toBeNull();
    expect(readLink(seal, 'opened', tokenOf(links?.unsubscribe))).toBeNull();
    expect(readLink(seal, 'clicked', seal.close(['clicked', 'https://evil.example']))).toBeNull();
  });
});
