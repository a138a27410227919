import { defineConfig } from 'prisma/config';

// For `prisma generate` and `prisma validate`, and for those who run `prisma migrate` against a server of their own.
// The site itself applies prisma/migrations with lib/postgres/migrations.ts and needs no downloaded engine.
const databaseUrl = process.env.DATABASE_URL;

export default defineConfig({
  schema: 'prisma',
  migrations: { path: 'prisma/migrations' },
  ...(databaseUrl === undefined ? {} : { datasource: { url: databaseUrl } }),
});
