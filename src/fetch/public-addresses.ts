/**
 * Which machines may be asked: only those of the public internet, unless the operator allows others.
 *
 * A name is looked up once for each connection, and the connection goes to the very address that was checked:
 *
 *   name ─► lookup ─► checked addresses ─► connect       (no second look-up in between, so no DNS rebinding)
 */
import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Refused } from './refused.ts';

/** Resolves a name to all its addresses; `dns.lookup` unless a test says otherwise. */
export type Resolve = (
  hostname: string,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const systemResolve: Resolve = (hostname, callback) =>
  systemLookup(hostname, { all: true }, callback);

/** Whether a connection to an IP address may be made. */
export type MayConnect = (address: string) => boolean;

/** Whether an address lies on the public internet: no loopback, private, link-local, shared, reserved or multicast one. */
export function isPublicAddress(address: string): boolean {
  // Node's own test is the stricter one: 1.1.1 would be an address to the library.
  if (isIP(address) === 0) return false;
  // An IPv4 address within IPv6 (::ffff:127.0.0.1) counts as what it is.
  const parsed = ipaddr.process(address);
  if (parsed.range() === 'rfc6052') {
    // NAT64 (RFC 6052): the last four bytes are the IPv4 address that will be reached.
    return isPublicAddress(parsed.toByteArray().slice(-4).join('.'));
  }
  // IPv4-compatible addresses (::7f00:1) are deprecated, and some systems still route them.
  const bytes = parsed.toByteArray();
  if (bytes.length === 16 && bytes.slice(0, 12).every((byte) => byte === 0)) return false;
  return parsed.range() === 'unicast';
}

/** @throws Refused if the host of a URL is itself an address that may not be had. Names are checked on look-up. */
export function checkHost(url: URL, mayConnect: MayConnect): void {
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  if (isIP(host) !== 0 && !mayConnect(host)) {
    throw privateAddress(host);
  }
}

/** A `lookup` for `http.request` that returns only checked addresses. */
export function guardedLookup(
  mayConnect: MayConnect,
  resolve: Resolve = systemResolve,
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, (error, found) => {
      if (error) return callback(error, '', 0);
      const usable = found.filter(({ address }) => mayConnect(address));
      const [first] = usable;
      if (!first) {
        const addresses = found.map(({ address }) => address).join(', ');
        return callback(privateAddress(`${hostname} (${addresses})`), '', 0);
      }
      if (options.all) return callback(null, usable);
      callback(null, first.address, first.family);
    });
  };
}

function privateAddress(what: string): Refused {
  return new Refused(
    `${what} is not on the public internet`,
    'For a site of your own network, run again with --allow-private.',
  );
}
