import type { CaptureEntry } from '#lib/claims/file-schema.ts';

/** A captured text that no claims file describes yet. */
export type WaitingText = {
  /** Unique among all sources, such as `capture:<sha256>` or `news:<id>`. */
  id: string;
  title: string;
  /** What is known of it, to begin the description with. */
  language?: string | undefined;
  published?: string | undefined;
  publisher?: string | undefined;
  url?: string | undefined;
  capture: CaptureEntry;
};

/** Something that captured texts come from: the store of captures, the news. The desk asks each one and depends on none. */
export type WaitingSource = {
  name: string;
  find(): Promise<WaitingText[]>;
};

/** Texts of all sources whose capture none of these works has; a source that fails is left out and named. */
export async function findWaiting(
  sources: readonly WaitingSource[],
  described: ReadonlySet<string>,
  report: (line: string) => void,
): Promise<WaitingText[]> {
  const found: WaitingText[] = [];
  const seen = new Set(described);
  for (const source of sources) {
    const texts = await source.find().catch((error: unknown) => {
      report(`${source.name}: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    });
    for (const text of texts) {
      if (seen.has(text.capture.textSha256)) continue;
      seen.add(text.capture.textSha256);
      found.push(text);
    }
  }
  return found;
}
