import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  type ColumnType,
  ColumnTypeEnum,
  isDriverAdapterError,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import type pg from 'pg';
import { DossierError } from '#lib/errors.ts';
import type { SchemaFile } from './schema-files.ts';

/**
 * The SQL that would turn the database into the Prisma schema, written by Prisma's own schema engine (WebAssembly, no
 * download). An empty string means that they agree on everything the engine can see: tables, columns, keys, indexes and
 * enums, but no triggers, CHECKs, roles or partitions.
 *
 * @param databaseUrl a migrated scratch database; it is only read
 */
export async function diffSchema(input: { databaseUrl: string; schemaFiles: SchemaFile[] }): Promise<string> {
  loadEngine();
  const adapter = bindMigrationAwareSqlAdapterFactory(new CatalogPg({ connectionString: input.databaseUrl }));
  const schema = await engine.SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
  try {
    const result = await schema.diff({
      // The database behind the adapter; the files name only its kind.
      from: { tag: 'schemaDatasource', files: input.schemaFiles, configDir: '.' },
      to: { tag: 'schemaDatamodel', files: input.schemaFiles },
      script: true,
      exitCode: null,
      filters: { externalTables: ['public._prisma_migrations'], externalEnums: [] },
    });
    return stripEmpty(result.stdout ?? '');
  } catch (cause) {
    throw new DossierError('migration', {
      what: `The schema engine refuses the schema: ${cause instanceof Error ? cause.message : String(cause)}`,
      where: input.schemaFiles.map((file) => file.path).join(', '),
      mend: 'Mend the Prisma files, then run the command again.',
      cause,
    });
  } finally {
    schema.free();
  }
}

/**
 * The engine asks the catalog for columns of the one-byte type `"char"`, which the Prisma adapter does not know (it
 * throws `UnsupportedNativeDataType`). Such queries run here on the same pool, with that type read as a character.
 */
class CatalogPg extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      try {
        return await queryRaw(query);
      } catch (error) {
        if (!isDriverAdapterError(error) || error.cause.kind !== 'UnsupportedNativeDataType') throw error;
        return queryCatalog(adapter.underlyingDriver(), query);
      }
    };
    return adapter;
  }
}

const columnTypeByOid: Record<number, ColumnType> = {
  16: ColumnTypeEnum.Boolean,
  18: ColumnTypeEnum.Character,
  19: ColumnTypeEnum.Text, // name
  20: ColumnTypeEnum.Int64,
  21: ColumnTypeEnum.Int32, // smallint
  23: ColumnTypeEnum.Int32,
  25: ColumnTypeEnum.Text,
  26: ColumnTypeEnum.Int64, // oid
  1003: ColumnTypeEnum.TextArray, // name[]
  1009: ColumnTypeEnum.TextArray,
  1043: ColumnTypeEnum.Text, // varchar
};

async function queryCatalog(pool: pg.Pool, query: SqlQuery): Promise<SqlResultSet> {
  const result = await pool.query<unknown[]>({ text: query.sql, values: query.args, rowMode: 'array' });
  const columnTypes = result.fields.map((field) => {
    const type = columnTypeByOid[field.dataTypeID];
    if (type === undefined)
      throw new Error(`catalog column ${field.name} has the unknown type ${field.dataTypeID}`);
    return type;
  });
  return { columnNames: result.fields.map((field) => field.name), columnTypes, rows: result.rows };
}

function stripEmpty(script: string): string {
  const text = script.trim();
  return text === '-- This is an empty migration.' ? '' : text;
}

let loaded = false;

/** Instantiates the engine by hand: importing `.wasm` files is experimental in Node and warns on every run. */
function loadEngine(): void {
  if (loaded) return;
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const module = new WebAssembly.Module(readFileSync(join(folder, 'schema_engine_bg.wasm')));
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': toImports() });
  engine.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') start();
  loaded = true;
}

function toImports(): WebAssembly.ModuleImports {
  const imports: WebAssembly.ModuleImports = {};
  for (const [name, value] of Object.entries(engine)) {
    if (typeof value === 'function') imports[name] = value;
  }
  return imports;
}
