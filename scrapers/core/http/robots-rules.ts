import robotsParser from 'robots-parser';
import { productToken } from './user-agent.ts';

/** RFC 9309 wants at least 500 KiB to be read. */
export const maxRobotsBytes = 512_000;
const longestDelayMs = 60_000;

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
  const lines = toPlainEscapes(text.replace(/^﻿/, '')).split(/\r\n|\r|\n/);
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

/** `%7E` and `~` are one character to RFC 9309; reserved ones such as `%2F` stay apart from what they stand for. */
function toPlainEscapes(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (triplet, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[\w.~-]/.test(character) ? character : triplet.toUpperCase();
  });
}
