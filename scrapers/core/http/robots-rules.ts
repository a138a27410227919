import robotsParser from 'robots-parser';
import { productToken } from './user-agent.ts';

/** RFC 9309 wants at least 500 KiB to be read. */
export const maxRobotsBytes = 512_000;
const longestDelayMs = 60_000;
/** Files in use have two or three in a rule. Half a megabyte of rules made of wildcards would keep the process busy for many seconds. */
const maxWildcards = 6;

export interface RobotsRules {
  /** The rule that forbids this address, in the file's own words with its line; undefined where it is allowed. */
  findRule: (address: string) => string | undefined;
  /** Least spacing of requests, at most 60 s; 0 where the file asks for none. */
  delayMs: number;
}

/** Everything is allowed: what a missing robots.txt means. */
export const noRules: RobotsRules = { findRule: () => undefined, delayMs: 0 };

/** @param address of the robots.txt */
export function parseRobots(address: string, text: string): RobotsRules {
  const lines = toPlainEscapes(text.replace(/^\uFEFF/, ''))
    .split(/\r\n|\r|\n/)
    .map(limitWildcards);
  const robots = robotsParser(address, lines.join('\n'));
  const delay = robots.getCrawlDelay(productToken) ?? 0;
  return {
    delayMs: Number.isFinite(delay) ? Math.min(Math.max(delay, 0) * 1000, longestDelayMs) : longestDelayMs,
    findRule: (target) => {
      const url = new URL(target);
      // The library would apply a file's rules to the file itself.
      if (url.pathname === '/robots.txt') return undefined;
      const plain = toPlainEscapes(url.href);
      if (robots.isAllowed(plain, productToken) !== false) return undefined;
      const line = robots.getMatchingLineNumber(plain, productToken);
      return `line ${line}: ${lines[line - 1]?.trim().slice(0, 120) ?? ''}`;
    },
  };
}

/** A rule with too many wildcards ends at the last one that counts, and so forbids more; one that would allow more is dropped. */
function limitWildcards(line: string): string {
  const parts = line.split('*');
  if (parts.length <= maxWildcards + 1 || !/^\s*(dis)?allow\s*:/i.test(line)) return line;
  return /^\s*allow/i.test(line) ? '' : `${parts.slice(0, maxWildcards).join('*')}*`;
}

/** `%7E` and `~` are one character to RFC 9309; reserved ones such as `%2F` stay apart from what they stand for. */
function toPlainEscapes(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (triplet, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[\w.~-]/.test(character) ? character : triplet.toUpperCase();
  });
}
