'use client';

import { useCallback, useState } from 'react';
import type { ListOrder } from '#lib/devices/list-order.ts';

/** The order of the list; another view or filter (`key`) begins at its first page again. */
export function useListOrder(first: ListOrder, key: string): [ListOrder, (order: ListOrder) => void] {
  const [held, setHeld] = useState({ order: first, key });
  const order = held.key === key ? held.order : { ...held.order, page: 1 };
  return [order, useCallback((next: ListOrder) => setHeld({ order: next, key }), [key])];
}
