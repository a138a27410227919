import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
  // Without this Next streams <title> and <meta> into the body, late for a reader without JavaScript.
  htmlLimitedBots: /.*/,
  // No image goes through a resizing service: there are none that need it.
  images: { unoptimized: true },
  // These load native or WebAssembly files by path, which a bundle would lose.
  serverExternalPackages: ['pg', '@prisma/client', '@prisma/adapter-pg', '@prisma/client-runtime-utils'],
  // `npm run check` looks at the types of everything, tests included; a reader who starts the site need not wait for that.
  typescript: { ignoreBuildErrors: true },
};

export default config;
