import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';

/**
 * Networks that lead to the house itself, to a neighbour or nowhere, from the IANA special-purpose registries; 168.63.129.16 is
 * the host agent of a cloud on a public address.
 */
const NOT_PUBLIC_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/** The IPv6 counterparts, with every form that wraps an IPv4 address (compatible, mapped, NAT64, Teredo, 6to4). */
const NOT_PUBLIC_V6 = [
  '::/96',
  '::ffff:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
];

/** A set of addresses given as CIDRs. Families are kept apart, since a mapped IPv4 address would otherwise match both. */
export interface AddressRange {
  contains(address: string): boolean;
}

export function rangeOf(cidrs: readonly string[]): AddressRange {
  const v4 = new BlockList();
  const v6 = new BlockList();
  for (const cidr of cidrs) {
    const [network = '', bits] = cidr.split('/');
    if (isIPv4(network)) v4.addSubnet(network, bits === undefined ? 32 : Number(bits), 'ipv4');
    else v6.addSubnet(network, bits === undefined ? 128 : Number(bits), 'ipv6');
  }
  return {
    contains: (address) => (isIPv4(address) ? v4.check(address, 'ipv4') : v6.check(withoutZone(address), 'ipv6')),
  };
}

const notPublic = rangeOf([...NOT_PUBLIC_V4, ...NOT_PUBLIC_V6]);
const loopback = rangeOf(['127.0.0.0/8', '::1/128']);

export function isPublicAddress(address: string): boolean {
  return isIP(withoutZone(address)) !== 0 && !notPublic.contains(address);
}

export function isLoopbackAddress(address: string): boolean {
  return loopback.contains(unmapped(address));
}

/** A CIDR or a single address. */
export function isCidr(text: string): boolean {
  const [network = '', bits, ...more] = text.split('/');
  const longest = isIPv4(network) ? 32 : isIPv6(network) ? 128 : -1;
  if (longest < 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest);
}

/** The IPv4 address inside `::ffff:a.b.c.d`, however that is written; other addresses as they are. */
export function unmapped(address: string): string {
  if (!isIPv6(address)) return address;
  const canonical = new URL(`http://[${withoutZone(address)}]`).hostname;
  const match = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(canonical);
  if (!match) return address;
  const [high, low] = [Number.parseInt(match[1] ?? '', 16), Number.parseInt(match[2] ?? '', 16)];
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

function withoutZone(address: string): string {
  return address.replace(/%.*$/, '');
}
