/** Which addresses robots may be at: public ones, checked after their names were resolved (contract section 11). */
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { RobotFault } from './robot-request.ts';

/** What leads to this machine, to its network, to the services of the cloud it runs in, or to nobody (RFC 6890). */
const NOT_PUBLIC: readonly (readonly [network: string, bits: number, family: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
];
/** Of IPv6 what is in use of the public Internet is here; within it, what embeds or tunnels addresses of IPv4 is none. */
const PUBLIC_6: readonly (readonly [network: string, bits: number])[] = [['2000::', 3]];
const NOT_PUBLIC_6: readonly (readonly [network: string, bits: number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const blocked = new BlockList();
for (const [network, bits, family] of NOT_PUBLIC) blocked.addSubnet(network, bits, family);
for (const [network, bits] of NOT_PUBLIC_6) blocked.addSubnet(network, bits, 'ipv6');
const open6 = new BlockList();
for (const [network, bits] of PUBLIC_6) open6.addSubnet(network, bits, 'ipv6');

/** Whether an IP address is one of the public Internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !blocked.check(address, 'ipv4');
  return family === 6 && open6.check(address, 'ipv6') && !blocked.check(address, 'ipv6');
}

/** Gives all addresses of a name. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

const resolveAll: Resolve = (host) => lookup(host, { all: true });

/**
 * The address to connect to for a robot. It is the one that was checked: whoever connects must not resolve the name again, which
 * may by then lead elsewhere.
 * @throws RobotFault where the address is none of public https, at its usual port and without a login, or any of the name's addresses
 * is not public
 */
export async function publicAddressOf(url: string, resolve: Resolve = resolveAll): Promise<LookupAddress> {
  const { protocol, hostname, username, password, port } = new URL(url);
  if (protocol !== 'https:' || username !== '' || password !== '' || port !== '') {
    throw new RobotFault('not-https');
  }
  const host = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const found = family === 0 ? await resolve(host) : [{ address: host, family }];
  // Functions reach the Internet by IPv4.
  const first = found.find((each) => each.family === 4) ?? found[0];
  if (first === undefined || !found.every(({ address }) => isPublicAddress(address))) {
    throw new RobotFault('not-public');
  }
  return first;
}
