'use client';

import { useCallback, useEffect, useState } from 'react';
import { type FlowMap, flowMapSchema } from '#lib/flows/flow-map-schema.ts';
import { indexReach, type ReachIndex } from '#lib/thematic/reach-index.ts';
import { type Thematic, thematicSchema } from '#lib/thematic/schema.ts';
import { fetchJson } from '../tile-sets.ts';

export type ThematicData = { thematic: Thematic; index: ReachIndex; flows: FlowMap };
export type ThematicState = {
  /** Null until both documents are here. */
  data: ThematicData | null;
  failed: boolean;
  retry: () => void;
};

/** The two documents that every question, day and card is answered from: fetched once, then nothing more is asked. */
export function useThematicData(): ThematicState {
  const [data, setData] = useState<ThematicData | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is the same request again
  useEffect(() => {
    const abort = new AbortController();
    setFailed(false);
    Promise.all([
      fetchJson('/tiles/thematic.json', thematicSchema, abort.signal),
      fetchJson('/tiles/flows.json', flowMapSchema, abort.signal),
    ]).then(
      ([thematic, flows]) => setData({ thematic, index: indexReach(thematic), flows }),
      () => {
        if (!abort.signal.aborted) setFailed(true);
      },
    );
    return () => abort.abort();
  }, [attempt]);
  const retry = useCallback(() => setAttempt((held) => held + 1), []);
  return { data, failed, retry };
}
