import { describe, expect, it } from 'vitest';
import { fillPlaceholders } from './fill-placeholders.js';

const variables = { HOST: 'https://push.example', QUOTE: '", "admin": true' };
const placeholder = (name: string) => `\${${name}}`;
const host = placeholder('HOST');

describe('placeholders in a document', () => {
  it('become variables in every text, at any depth', () => {
    const { value, missing } = fillPlaceholders(
      { url: `${host}/send`, list: [{ to: `a ${host} b` }], n: 1 },
      variables,
    );
    expect(value).toEqual({ url: 'https://push.example/send', list: [{ to: 'a https://push.example b' }], n: 1 });
    expect(missing).toEqual([]);
  });

  it('cannot change the form of the document, whatever the variable holds', () => {
    expect(fillPlaceholders({ name: placeholder('QUOTE') }, variables).value).toEqual({ name: '", "admin": true' });
  });

  it('are told when their variable is not set', () => {
    const texts = [`${host} ${placeholder('PORT')}`, `${placeholder('USER_NAME')} ${placeholder('PORT')}`];
    expect(fillPlaceholders(texts, variables).missing).toEqual(['PORT', 'USER_NAME']);
  });

  it('stay as they are after a second dollar sign, and expressions of the language are none', () => {
    const expressions = ['#{ExperiencePlatform.Group.field}', '@{Event.field}'];
    const filled = fillPlaceholders([`$${host}`, ...expressions], variables);
    expect(filled).toEqual({ value: [host, ...expressions], missing: [] });
  });
});
