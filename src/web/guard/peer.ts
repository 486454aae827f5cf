/** Who asks: the address of the other end, or what the nearest trusted proxy says it is. */

/**
 * @param forwarded the header X-Forwarded-For: each proxy adds the address that it saw at the end; the client may write
 * anything before that.
 * @param proxies how many proxies of our own are in front.
 */
export function peerOf(
  socket: string | undefined,
  forwarded: string | undefined,
  proxies: number,
): string {
  const chain = (forwarded ?? '').split(',').map((part) => part.trim());
  const named = proxies > 0 ? chain.at(-proxies) : undefined;
  return rateKey(named || socket || 'unknown');
}

/** One household or machine has a whole /64 of IPv6 addresses. */
function rateKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/iu, '').replace(/%.*$/u, '');
  if (!plain.includes(':')) return plain.slice(0, 64);
  const [before = '', after] = plain.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const zeros =
    after === undefined ? [] : Array(Math.max(0, 8 - head.length - tail.length)).fill('0');
  return [...head, ...zeros, ...tail].slice(0, 4).join(':').toLowerCase().slice(0, 64);
}
