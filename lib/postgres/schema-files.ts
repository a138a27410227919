import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type SchemaFile = { path: string; content: string };

/** The Prisma schema: `schema.prisma` and every file under `models/`, sorted by path. */
export function readSchemaFiles(prismaFolder: string): SchemaFile[] {
  return globSync(['schema.prisma', 'models/**/*.prisma'], { cwd: prismaFolder })
    .sort()
    .map((path) => ({
      path: join(prismaFolder, path),
      content: readFileSync(join(prismaFolder, path), 'utf8'),
    }));
}
