import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { makeDevices, operatorKinds, syntheticDatasets } from './synthetic-devices.ts';

/** Fills a migrated, empty database that nobody else uses with synthetic devices and makes it ready to be read. */
export async function loadSyntheticDevices(url: string, count: number): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    // Records and places would cost an hour and are not what is measured: foreign keys are not checked here.
    await client.query(
      `set session_replication_role = replica; set synchronous_commit = off; truncate device`,
    );
    await insertFrame(client);
    const stream = client.query(
      copyFrom(
        `copy device (id, license, dataset_id, record_id, lon, lat, technology_id, technology_ids, bearing, bearings,
           operator_id, status, year, country_id, region_id, town_id, cell) from stdin`,
      ),
    );
    let text = '';
    let index = 0;
    for await (const device of makeDevices(count)) {
      const dataset = syntheticDatasets[device.dataset];
      const id = `bench:${index}`;
      const ids = device.technologies.map((code) => `tech.${code}`);
      const { bearing } = device;
      text += `${[
        id,
        dataset?.license,
        dataset?.id,
        id,
        device.lon,
        device.lat,
        ids[0],
        `{${ids.join()}}`,
        bearing ?? '\\N',
        bearing === null ? '{}' : `{${bearing}}`,
        device.operator === null ? '\\N' : `org.bench-${operatorKinds[device.operator]}`,
        device.status,
        device.year,
        `place.${device.country}`,
        device.region === null ? '\\N' : `place.${device.region}`,
        `place.gn-${device.town}`,
        device.cell,
      ].join('\t')}\n`;
      index += 1;
      if (text.length < 1_000_000) continue;
      if (!stream.write(text)) await once(stream, 'drain');
      text = '';
    }
    stream.end(text);
    await finished(stream);
    await client.query(`vacuum analyze device`);
  } finally {
    await client.end();
  }
}

async function insertFrame(client: pg.Client): Promise<void> {
  for (const { id, license, tier } of syntheticDatasets) {
    await client.query(
      `insert into dataset (id, title, publisher, license, attribution, wording, tier, retrieved_on, version, sha256, row_count)
       values ($1, $1, 'Bench', $2, 'Bench', 'made up', $3, '2026', '1', repeat('0', 64), 1) on conflict do nothing`,
      [id, license, tier],
    );
  }
  for (const kind of operatorKinds) {
    await client.query(
      `insert into organization (entity_id, org_type) values ($1, $2) on conflict do nothing`,
      [`org.bench-${kind}`, kind],
    );
  }
}
