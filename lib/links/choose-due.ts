/** Where a watch stops for now; what is left is due for the next one. */
export type WatchLimits = {
  /** Visits at most, of all hosts. */
  limit: number;
  /** Visits at most of one host, so that a source with many cited pages is not asked for all of them at once. */
  perHost: number;
};

/** The first of those that wait, in their order, within the limits. */
export function chooseDue<Address extends { url: string }>(
  waiting: readonly Address[],
  { limit, perHost }: WatchLimits,
): Address[] {
  const chosen: Address[] = [];
  const byHost = new Map<string, number>();
  for (const address of waiting) {
    if (chosen.length >= limit) break;
    const { host } = new URL(address.url);
    const before = byHost.get(host) ?? 0;
    if (before >= perHost) continue;
    byHost.set(host, before + 1);
    chosen.push(address);
  }
  return chosen;
}
