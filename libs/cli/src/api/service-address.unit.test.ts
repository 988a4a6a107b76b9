import { describe, expect, it } from 'vitest';
import { serviceAddress } from './service-address.js';

describe('the address of a service', () => {
  it('is on this machine, above the port base', () => {
    expect(serviceAddress({}, 'authoring')).toBe('http://127.0.0.1:8080');
    expect(serviceAddress({ WAYSTREAM_PORT_BASE: '9000' }, 'reporting')).toBe('http://127.0.0.1:9005');
  });

  it('can be given for each service', () => {
    const env = { WAYSTREAM_ACTION_DISPATCHER_URL: 'https://dispatcher.example/', WAYSTREAM_PORT_BASE: '9000' };
    expect(serviceAddress(env, 'action-dispatcher')).toBe('https://dispatcher.example');
    expect(serviceAddress(env, 'evaluator')).toBe('http://127.0.0.1:9002');
  });

  it.each(['0', '-1', '70000', 'abc', '80 80'])('is refused for the port base %j', (base) => {
    expect(() => serviceAddress({ WAYSTREAM_PORT_BASE: base }, 'authoring')).toThrow('must be a whole number');
  });
});
