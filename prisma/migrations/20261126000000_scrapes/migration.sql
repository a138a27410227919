-- AlterTable
ALTER TABLE "dataset" ADD COLUMN     "published_run" TEXT;

-- AlterTable
ALTER TABLE "dataset_record" ADD COLUMN     "row" TEXT,
ADD COLUMN     "row_kind" TEXT;

-- CreateTable
CREATE TABLE "scrape_run" (
    "id" TEXT NOT NULL,
    "dataset_id" TEXT NOT NULL,
    "input" TEXT NOT NULL,
    "coverage" TEXT,
    "state" TEXT NOT NULL,
    "stage" TEXT,
    "worker" TEXT,
    "leased_until" TIMESTAMPTZ(3),
    "code_version" TEXT NOT NULL,
    "settings_sha256" TEXT NOT NULL,
    "options" JSONB NOT NULL DEFAULT '{}',
    "cursor" JSONB NOT NULL DEFAULT '{}',
    "report" JSONB NOT NULL DEFAULT '{}',
    "details" JSONB NOT NULL DEFAULT '{}',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "scrape_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scrape_unit" (
    "run_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "unit" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "snapshots" JSONB NOT NULL DEFAULT '[]',
    "reason" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "scrape_unit_pkey" PRIMARY KEY ("run_id","key")
);

-- CreateTable
CREATE TABLE "snapshot_fetch" (
    "id" TEXT NOT NULL,
    "dataset_id" TEXT NOT NULL,
    "unit_key" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "url" TEXT,
    "final_url" TEXT,
    "status" INTEGER,
    "etag" TEXT,
    "last_modified" TEXT,
    "media_type" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "warc" TEXT,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "snapshot_fetch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proposed_change" (
    "id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "dataset_id" TEXT NOT NULL,
    "source_key" TEXT NOT NULL,
    "change" TEXT NOT NULL,
    "row_kind" TEXT,
    "before" TEXT,
    "after" TEXT,
    "after_state" TEXT,
    "fingerprint" TEXT NOT NULL,
    "findings" TEXT[],
    "decision" TEXT NOT NULL DEFAULT 'pending',
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "proposed_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scrape_cursor" (
    "dataset_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "scrape_cursor_pkey" PRIMARY KEY ("dataset_id","key")
);

-- CreateTable
CREATE TABLE "host_budget" (
    "host" TEXT NOT NULL,
    "next_allowed_at" TIMESTAMPTZ(3) NOT NULL,
    "held_by" TEXT,
    "held_until" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "requests" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "host_budget_pkey" PRIMARY KEY ("host")
);

-- CreateTable
CREATE TABLE "quota_use" (
    "name" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "used" INTEGER NOT NULL,

    CONSTRAINT "quota_use_pkey" PRIMARY KEY ("name","period")
);

-- CreateIndex
CREATE INDEX "scrape_run_dataset_id_started_at_idx" ON "scrape_run"("dataset_id", "started_at");

-- CreateIndex
CREATE INDEX "snapshot_fetch_dataset_id_unit_key_fetched_at_idx" ON "snapshot_fetch"("dataset_id", "unit_key", "fetched_at");

-- CreateIndex
CREATE INDEX "proposed_change_dataset_id_decision_idx" ON "proposed_change"("dataset_id", "decision");

-- CreateIndex
CREATE INDEX "proposed_change_dataset_id_fingerprint_idx" ON "proposed_change"("dataset_id", "fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "proposed_change_run_id_source_key_change_key" ON "proposed_change"("run_id", "source_key", "change");

-- AddForeignKey
ALTER TABLE "scrape_unit" ADD CONSTRAINT "scrape_unit_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "scrape_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposed_change" ADD CONSTRAINT "proposed_change_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "scrape_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Closed lists and shapes.
ALTER TABLE "scrape_run"
  ADD CONSTRAINT "scrape_run_state" CHECK (state IN (
    'running', 'published', 'unchanged', 'held', 'quarantined', 'partial', 'blocked', 'failed')),
  ADD CONSTRAINT "scrape_run_input" CHECK (input IN ('network', 'files', 'manual', 'reparse')),
  ADD CONSTRAINT "scrape_run_finished" CHECK ((state = 'running') = (finished_at IS NULL));

ALTER TABLE "scrape_unit" ADD CONSTRAINT "scrape_unit_state" CHECK (state IN (
  'pending', 'done', 'unchanged', 'partial', 'blocked', 'gone', 'later', 'failed'));

ALTER TABLE "snapshot_fetch"
  ADD CONSTRAINT "snapshot_fetch_sha256" CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT "snapshot_fetch_method" CHECK (method IN ('network', 'file', 'manual'));

ALTER TABLE "proposed_change"
  ADD CONSTRAINT "proposed_change_kind" CHECK (change IN ('create', 'update', 'move', 'reappear', 'state')),
  ADD CONSTRAINT "proposed_change_decision" CHECK (decision IN ('pending', 'published', 'rejected', 'superseded')),
  ADD CONSTRAINT "proposed_change_decided" CHECK ((decision = 'pending') = (decided_by IS NULL)),
  ADD CONSTRAINT "proposed_change_content" CHECK ((change = 'state') = (after IS NULL));

ALTER TABLE "quota_use" ADD CONSTRAINT "quota_use_used" CHECK (used >= 0);

-- One run of a dataset at a time, on however many machines.
CREATE UNIQUE INDEX "scrape_run_one_running" ON "scrape_run" (dataset_id) WHERE state = 'running';

-- Ingestion works with all of them. The site reads reports alone: proposals and bytes may hold what must never be public.
DO $$
DECLARE
  tbl text;
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'dossier_ingest') THEN
    FOREACH tbl IN ARRAY ARRAY[
      'scrape_run', 'scrape_unit', 'snapshot_fetch', 'proposed_change', 'scrape_cursor', 'host_budget', 'quota_use']
    LOOP
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE %I TO dossier_ingest', tbl);
    END LOOP;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'dossier_site') THEN
    GRANT SELECT (id, dataset_id, input, coverage, state, stage, report, started_at, finished_at) ON TABLE scrape_run TO dossier_site;
  END IF;
END $$;
