import { BlockList, isIP } from 'node:net';

// Two lists, because one would hold every IPv4 address in its form ::ffff:0:0/96 against the rules of IPv6.
const closedOf4 = new BlockList();
const closedOf6 = new BlockList();

/** IANA's special-purpose registries: everything that isn't a public unicast address. */
const closed4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
for (const [network, prefix] of closed4) closedOf4.addSubnet(network, prefix, 'ipv4');

/** Of IPv6 only 2000::/3 is public, less these (documentation, protocols, 6to4 with any IPv4 inside). */
const closed6: readonly (readonly [string, number])[] = [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
];
for (const [network, prefix] of closed6) closedOf6.addSubnet(network, prefix, 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether the IP address (not a name) is public; IPv6 forms that carry an IPv4 address are not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closedOf4.check(address, 'ipv4');
  return family === 6 && !closedOf6.check(address, 'ipv6');
}

/** Whether the IP address is this machine's own. */
export function isLoopbackAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && loopback.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
