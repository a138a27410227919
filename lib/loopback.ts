import { isIPv4, isIPv6 } from 'node:net';

/** Whether an address to listen on can be reached from this machine alone: `localhost`, 127.0.0.0/8 and ::1. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  if (isIPv4(host)) return host.startsWith('127.');
  return isIPv6(host) && /^(?:0{0,4}:){2,7}0{0,3}1$/.test(host.toLowerCase());
}
