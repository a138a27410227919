import { openPool } from '#lib/db.ts';
import { holdHost } from '#scrapers/core/http/host-budget.ts';

// A worker that takes a host and then does nothing but stay alive, to be killed. Arguments: connection string, host, lease in ms.

const [url = '', host = '', leaseMs = ''] = process.argv.slice(2);
const pool = openPool(url, 'ingest');
await holdHost(pool, { host, intervalMs: 0, leaseMs: Number(leaseMs) }, { sleep: async () => {} });
process.stdout.write('held\n');
setInterval(() => {}, 1_000);
