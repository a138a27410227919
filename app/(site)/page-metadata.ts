import type { Metadata } from 'next';
import { getEnv } from '#lib/env.ts';

/** Title, description and, where the installation knows its own address, the canonical one. */
export function toMetadata(page: {
  title: string;
  description: string;
  path: string;
  index?: boolean;
}): Metadata {
  const origin = getEnv().SITE_URL;
  return {
    title: page.title,
    description: page.description,
    openGraph: { title: page.title, description: page.description, type: 'article' },
    ...(origin === undefined ? {} : { alternates: { canonical: `${origin}${page.path}` } }),
    ...(page.index === false ? { robots: { index: false } } : {}),
  };
}

/** Absolute address where the installation knows its own, else the path. */
export function toPageUrl(path: string): string {
  return `${getEnv().SITE_URL ?? ''}${path}`;
}
