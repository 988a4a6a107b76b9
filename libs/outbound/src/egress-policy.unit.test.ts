import { describe, expect, it } from 'vitest';
import { createEgressPolicy } from './index.js';

const production = createEgressPolicy({ environment: 'production', allow: [] });
const development = createEgressPolicy({ environment: 'development', allow: [] });

describe('in production', () => {
  it.each(['https://hooks.example.com/send', 'http://hooks.example.com:80/send', 'https://xn--bcher-kva.example/'])(
    '%s may be called',
    (url) => {
      expect(production.refuseUrl(new URL(url))).toBeUndefined();
    },
  );

  it.each([
    ['ftp://files.example.com/', 'a scheme other than https and http'],
    ['https://user:secret@hooks.example.com/', 'credentials inside the URL'],
    ['https://hooks.example.com:8443/', 'a port other than 80 and 443'],
    ['https://93.184.216.34/', 'an address instead of a name'],
    ['http://2130706433/', 'an address instead of a name'],
    ['http://0x7f.1/', 'an address instead of a name'],
    ['http://[::1]/', 'an address instead of a name'],
    ['http://[::ffff:127.0.0.1]/', 'an address instead of a name'],
    ['http://localhost/', 'an internal name'],
    ['http://LOCALHOST./', 'an internal name'],
    ['http://redis.waystream.svc/', 'an internal name'],
    ['http://redis.waystream.svc.cluster.local/', 'an internal name'],
    ['http://metadata.google.internal/', 'an internal name'],
  ])('%s is %s', (url, reason) => {
    expect(production.refuseUrl(new URL(url))).toBe(reason);
  });

  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.100.100.200',
    '192.0.0.192',
    '168.63.129.16',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
    'fd00:ec2::254',
    'fc00::1',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
  ])('a name that resolves to %s is refused', (address) => {
    expect(production.refuseAddress('hooks.example.com', 443, address)).toBe('an address that is not public');
  });

  it.each(['93.184.216.34', '172.32.0.1', '100.128.0.1', '2606:2800:220:1::1'])(
    'a name that resolves to %s is fine',
    (address) => {
      expect(production.refuseAddress('hooks.example.com', 443, address)).toBeUndefined();
    },
  );
});

describe('in development', () => {
  it.each(['http://localhost:3000/', 'http://127.0.0.1:9/', 'http://[::1]:8080/', 'https://127.9.9.9/'])(
    '%s may be called',
    (url) => {
      expect(development.refuseUrl(new URL(url))).toBeUndefined();
    },
  );

  it('a name on any port may be called when it turns out to be this machine', () => {
    expect(development.refuseAddress('sink.test', 9_999, '127.0.0.1')).toBeUndefined();
    expect(development.refuseAddress('sink.test', 9_999, '::ffff:127.0.0.1')).toBeUndefined();
    expect(development.refuseAddress('sink.test', 9_999, '93.184.216.34')).toBe('a port other than 80 and 443');
    expect(development.refuseAddress('sink.test', 80, '10.0.0.1')).toBe('an address that is not public');
  });
});

describe('an exception', () => {
  const policy = createEgressPolicy({
    environment: 'production',
    allow: [
      'crm.internal',
      'push.svc:8080',
      '*.corp.example',
      '10.20.0.0/16',
      '10.9.9.9:9000',
      'fd12::/16',
      '[::1]:7000',
    ],
  });

  it.each([
    ['a host on every port', 'http://crm.internal:8443/', '10.0.0.1'],
    ['a host on one port', 'http://push.svc:8080/', '10.0.0.1'],
    ['the hosts of a domain', 'http://a.b.corp.example:1234/', '192.168.0.1'],
    ['a network, for names', 'http://orders.shop.svc:8080/', '10.20.3.4'],
    ['a network, for addresses', 'http://10.20.3.4:8080/', '10.20.3.4'],
    ['an address on one port', 'http://10.9.9.9:9000/', '10.9.9.9'],
    ['an IPv6 network', 'http://[fd12::5]:81/', 'fd12::5'],
    ['an IPv6 address on one port', 'http://[::1]:7000/', '::1'],
  ])('holds for %s', (_, text, address) => {
    const url = new URL(text);
    expect(policy.refuseUrl(url)).toBeUndefined();
    expect(policy.refuseAddress(url.hostname, Number(url.port), address)).toBeUndefined();
  });

  it.each([
    ['another port', 'push.svc', 8081, '10.0.0.1'],
    ['the domain itself', 'corp.example', 1234, '192.168.0.1'],
    ['a name that only ends alike', 'evilcorp.example', 1234, '192.168.0.1'],
    ['an address outside the network', 'orders.shop.svc', 8080, '10.21.0.1'],
    ['another port of an address', '10.9.9.9', 9001, '10.9.9.9'],
  ])('does not hold for %s', (_, host, port, address) => {
    expect(policy.refuseAddress(host, port, address)).toBeTypeOf('string');
  });

  it('that nobody can read stops the start and is named', () => {
    const allow = ['ok.example', '10.0.0.0/99', 'http://x', 'host:99999', '[::1'];
    expect(() => createEgressPolicy({ environment: 'production', allow })).toThrow(
      'Exceptions are host, host:port, address or CIDR, unlike: 10.0.0.0/99, http://x, host:99999, [::1.',
    );
  });
});
