import { actionDefinition } from '@waystream/journey';
import { describe, expect, it } from 'vitest';
import { renderRequest } from './render-request.js';

const action = (more: object = {}) =>
  actionDefinition.parse({ name: 'Push', url: 'https://push.example/send', ...more });
const variable = (more: object = {}) => ({ variable: { label: 'Value', ...more } });

describe('the payload', () => {
  it('keeps constants and takes variables by their dotted path', () => {
    const payload = { channel: 'push', to: { device: { token: variable() } }, items: variable({ type: 'list' }) };
    const rendered = renderRequest(action({ payload }), { 'to.device.token': 'abc', items: [{ id: 1 }] });
    expect(rendered?.body).toEqual({ channel: 'push', to: { device: { token: 'abc' } }, items: [{ id: 1 }] });
  });

  it('leaves lists as they are, whatever they hold', () => {
    const payload = { list: [variable(), 1] };
    expect(renderRequest(action({ payload }), {})?.body).toEqual(payload);
  });

  it('leaves out a variable without a value, and null where the variable is optional', () => {
    const payload = { gone: variable({ required: false }), empty: variable({ required: false }), sent: variable() };
    expect(renderRequest(action({ payload }), { empty: null, sent: null })?.body).toEqual({ sent: null });
  });

  it('takes no value from the prototype of the parameters', () => {
    expect(renderRequest(action({ payload: { toString: variable() } }), {})?.body).toEqual({});
  });

  it.each(['POST', 'PUT', 'PATCH'])('is sent with %s', (method) => {
    expect(renderRequest(action({ method, payload: { a: 1 } }), {})).toMatchObject({ method, body: { a: 1 } });
  });

  it.each(['GET', 'DELETE'])('is not sent with %s', (method) => {
    expect(renderRequest(action({ method, payload: { a: 1 } }), {})).not.toHaveProperty('body');
  });
});

describe('headers and query', () => {
  it('take constants and variables; what has no value is not sent', () => {
    const fields = { app: 'lobby', trace: variable(), absent: variable(), empty: variable() };
    const parameters = { 'headers.trace': 't-1', 'headers.empty': null, 'query.trace': 42, 'query.empty': null };
    expect(renderRequest(action({ headers: fields, query: fields }), parameters)).toMatchObject({
      headers: { app: 'lobby', trace: 't-1' },
      query: { app: 'lobby', trace: '42' },
    });
  });

  it('carry lists and objects as JSON', () => {
    const rendered = renderRequest(action({ query: { ids: variable({ type: 'list' }) } }), { 'query.ids': ['a', 1] });
    expect(rendered?.query).toEqual({ ids: '["a",1]' });
  });
});

describe('the dynamic path', () => {
  it.each([
    ['https://a.example/api', 'users/42', 'https://a.example/api/users/42'],
    ['https://a.example/api/', '/users/42', 'https://a.example/api/users/42'],
    ['https://a.example', 'x y?z#w', 'https://a.example/x%20y%3Fz%23w'],
    ['https://a.example/api?key=1', 'users', 'https://a.example/api/users?key=1'],
    ['https://a.example', '@elsewhere.example', 'https://a.example/@elsewhere.example'],
    ['https://a.example/api', '', 'https://a.example/api'],
  ])('lengthens %s by "%s"', (url, path, expected) => {
    expect(renderRequest(action({ url }), { path })?.url).toBe(expected);
  });

  it.each(['..', '../admin', 'a/%2e%2E/b', 'a\\..\\b', './a'])('"%s" makes no request', (path) => {
    expect(renderRequest(action({ url: 'https://a.example/api' }), { path })).toBeNull();
  });

  it('is not what fills a payload field of that name', () => {
    const rendered = renderRequest(action({ payload: { path: variable() } }), { path: '/etc' });
    expect(rendered).toMatchObject({ url: 'https://push.example/send', body: { path: '/etc' } });
  });
});
