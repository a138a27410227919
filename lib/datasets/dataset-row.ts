import type { SqlClient } from '../postgres/sql.ts';
import type { DatasetDescription } from './dataset-schema.ts';

/**
 * Writes what a dataset is. `row_count` is left to whoever counts its records; loading a pack takes the place of what a run published.
 *
 * @param sha256 of the pack, or of the bytes that a run read
 * @param publishedRun run whose rows are newer than the pack's; null when a pack is loaded
 */
export async function writeDatasetRow(
  client: SqlClient,
  dataset: DatasetDescription,
  sha256: string,
  publishedRun: string | null = null,
): Promise<void> {
  const holes = dataset.holes.flatMap(({ label, reason, places }) =>
    places.map((place) => ({ place: `place.${place}`, label, reason })),
  );
  await client.query(
    `INSERT INTO dataset (id, title, publisher, license, license_url, attribution, homepage, wording, tier, retrieved_on, version, sha256, row_count, holes, note, published_run, reliability, grade_reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, $13, $14, $15, $16, $17)
     ON CONFLICT (id) DO UPDATE SET title = excluded.title, publisher = excluded.publisher, license = excluded.license,
       license_url = excluded.license_url, attribution = excluded.attribution, homepage = excluded.homepage, wording = excluded.wording,
       tier = excluded.tier, retrieved_on = excluded.retrieved_on, version = excluded.version, sha256 = excluded.sha256,
       holes = excluded.holes, note = excluded.note, published_run = excluded.published_run,
       reliability = excluded.reliability, grade_reason = excluded.grade_reason`,
    [
      dataset.id,
      dataset.title,
      dataset.publisher,
      dataset.license,
      dataset.licenseUrl ?? null,
      dataset.attribution,
      dataset.homepage,
      dataset.wording,
      dataset.tier,
      dataset.retrievedOn,
      dataset.version,
      sha256,
      JSON.stringify(holes),
      dataset.coverage.note ?? dataset.note ?? null,
      publishedRun,
      dataset.grade.reliability,
      dataset.grade.reason,
    ],
  );
}

/** Writes the grade of a dataset that was loaded before grades were kept; its rows need no loading for that. */
export async function writeMissingGrade(client: SqlClient, { id, grade }: DatasetDescription): Promise<void> {
  await client.query(
    'UPDATE dataset SET reliability = $2, grade_reason = $3 WHERE id = $1 AND reliability IS NULL',
    [id, grade.reliability, grade.reason],
  );
}
