import '@fontsource-variable/newsreader/opsz.css';
import '@fontsource-variable/newsreader/opsz-italic.css';
import '@fontsource-variable/public-sans/wght.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { getEnv } from '#lib/env.ts';
import { defaultLocale, getDirection, getMessages } from '#lib/messages/catalog.ts';

/** Every page is made from the database when it is asked for; the front server keeps the result. */
export const dynamic = 'force-dynamic';

export function generateMetadata(): Metadata {
  const { site } = getMessages();
  const origin = getEnv().SITE_URL;
  return {
    title: { default: site.name, template: `%s · ${site.name}` },
    description: site.description,
    referrer: 'no-referrer',
    formatDetection: { telephone: false, email: false, address: false },
    ...(origin === undefined ? {} : { metadataBase: new URL(origin) }),
  };
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf6' },
    { media: '(prefers-color-scheme: dark)', color: '#131517' },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang={defaultLocale} dir={getDirection(defaultLocale)}>
      <body>{children}</body>
    </html>
  );
}
