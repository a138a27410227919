/** Which folder may import which: app → components → lib ← scrapers. See the table in CONTRIBUTING.md. */
const generated = '^lib/generated/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two modules that need each other are one module, or hide a third.',
      severity: 'error',
      from: { pathNot: generated },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'lib-imports-lib-only',
      comment: 'lib holds what things mean; it knows no page, no scraper, no script.',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(app|components|scrapers|scripts|tests|server)' },
    },
    {
      name: 'lib-knows-no-framework',
      comment: 'lib runs in scripts, scrapers and tests: no React, no Next, no map engine.',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^node_modules/(react|react-dom|next|maplibre-gl|mapbox-gl|react-map-gl)/' },
    },
    {
      name: 'one-prisma-client',
      comment: 'Only lib/db.ts makes the Prisma client; types may be imported anywhere in lib.',
      severity: 'error',
      from: { path: '^(app|components|lib|scrapers|scripts|server)', pathNot: ['^lib/db\\.ts$', generated] },
      to: { path: `${generated}prisma/client`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'components-show',
      comment: 'Components show what they are given: no database, no queries, no mutations, no routes.',
      severity: 'error',
      from: { path: '^components/' },
      to: {
        path: ['^(app|scrapers|scripts|tests|server)', '^lib/db\\.ts$', '/(queries|mutations)\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'app-imports-down',
      comment: 'A route gathers from lib and hands over to components.',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: ['^(scrapers|scripts|tests|server)', '^lib/db\\.ts$'] },
    },
    {
      name: 'scrapers-import-core-and-lib',
      comment: 'A source may use scrapers/core and lib, never another source, a page or a component.',
      severity: 'error',
      from: { path: '^scrapers/([^/]+)/' },
      to: {
        path: '^(app|components|scripts|tests|server|scrapers/)',
        pathNot: ['^scrapers/core/', '^scrapers/$1/'],
      },
    },
    {
      name: 'server-imports-lib',
      comment: 'server.ts is the front of the house: lib and Next only.',
      severity: 'error',
      from: { path: '^server\\.ts$' },
      to: { path: '^(app|components|scrapers|scripts|tests)' },
    },
    {
      name: 'scripts-stay-off-pages',
      severity: 'error',
      comment: 'Scripts use lib and scrapers.',
      from: { path: '^scripts/' },
      to: { path: '^(app|components|tests)' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      comment: 'Tests prove the product; the product does not lean on them.',
      from: { pathNot: '^(tests|(vitest|playwright)\\.config)' },
      to: { path: '^tests/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that cannot be found is a spelling mistake or a missing dependency.',
      from: {},
      // These two are types without a program (@types/geojson, @types/topojson-specification); tsc checks them.
      to: { couldNotResolve: true, pathNot: '^(geojson|topojson-specification)$' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', generated] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.css', '.json'],
    },
  },
};
