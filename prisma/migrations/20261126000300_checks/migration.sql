-- CreateTable
CREATE TABLE "passage_check" (
    "passage_id" TEXT NOT NULL,
    "reason" TEXT,
    "found_start" INTEGER,
    "normalizer_version" TEXT NOT NULL,
    "copy_sha256" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "passage_check_pkey" PRIMARY KEY ("passage_id")
);

-- CreateTable
CREATE TABLE "verification_run" (
    "id" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "ran_at" TIMESTAMPTZ(3) NOT NULL,
    "normalizer_version" TEXT NOT NULL,
    "verified" INTEGER NOT NULL,
    "verified_normalized" INTEGER NOT NULL,
    "lost" INTEGER NOT NULL,
    "not_checkable" INTEGER NOT NULL,

    CONSTRAINT "verification_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_check" (
    "id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "finding" TEXT NOT NULL,
    "state" TEXT,
    "reason" TEXT,
    "status" INTEGER,
    "final_url" TEXT,

    CONSTRAINT "link_check_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "verification_run_ran_at_idx" ON "verification_run"("ran_at");

-- CreateIndex
CREATE UNIQUE INDEX "link_check_url_checked_at_key" ON "link_check"("url", "checked_at");

-- AddForeignKey
ALTER TABLE "passage_check" ADD CONSTRAINT "passage_check_passage_id_fkey" FOREIGN KEY ("passage_id") REFERENCES "passage"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Closed lists and shapes.
ALTER TABLE "passage_check"
  ADD CONSTRAINT "passage_check_reason" CHECK (reason IN (
    'absent', 'count_differs', 'no_copy', 'not_decodable', 'no_extracted_text', 'other_normalizer')),
  ADD CONSTRAINT "passage_check_copy" CHECK (copy_sha256 ~ '^[0-9a-f]{64}$');

ALTER TABLE "verification_run"
  ADD CONSTRAINT "verification_run_cause" CHECK (cause IN ('load', 'ingest', 'capture', 'command')),
  ADD CONSTRAINT "verification_run_counts" CHECK (least(verified, verified_normalized, lost, not_checkable) >= 0);

ALTER TABLE "link_check"
  ADD CONSTRAINT "link_check_finding" CHECK (finding IN (
    'ok', 'moved', 'changed', 'paywalled', 'blocked', 'gone', 'missing', 'no_answer')),
  ADD CONSTRAINT "link_check_state" CHECK (state IN ('ok', 'moved', 'changed', 'paywalled', 'blocked', 'gone'));

-- What was found is public; only ingestion writes it down.
DO $$
DECLARE
  tbl text;
BEGIN
  FOREACH tbl IN ARRAY ARRAY['passage_check', 'verification_run', 'link_check'] LOOP
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'dossier_ingest') THEN
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE %I TO dossier_ingest', tbl);
    END IF;
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'dossier_site') THEN
      EXECUTE format('GRANT SELECT ON TABLE %I TO dossier_site', tbl);
    END IF;
  END LOOP;
END $$;
