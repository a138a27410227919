import ipaddr from 'ipaddr.js';

/** IPv6 that is routed on the public internet; everything outside is local, mapped, translated or reserved. */
const globalUnicast: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];
/** Ranges that lead elsewhere although they lie inside 2000::/3: documentation, 6to4 and Teredo tunnels, ORCHID. */
const notPublic = (['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'] as const).map((range) =>
  ipaddr.IPv6.parseCIDR(range),
);

/** True for an IP address that anyone on the internet may be asked for; false for text that is no address. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return false;
  if (!(address instanceof ipaddr.IPv6)) return true;
  return address.match(globalUnicast) && !notPublic.some((range) => address.match(range));
}
