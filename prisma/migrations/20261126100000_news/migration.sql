-- CreateTable
CREATE TABLE "news_feed" (
    "id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "next_at" TIMESTAMPTZ(3),
    "taken_sha256" TEXT,
    "account" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "news_feed_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "news_item" (
    "id" TEXT NOT NULL,
    "canonical" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "language" TEXT,
    "published_at" TIMESTAMPTZ(3),
    "published_raw" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "state_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "listing_gate" JSONB NOT NULL,
    "text_gate" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "slug" TEXT,
    "media_sha256" TEXT,
    "text_language" TEXT,
    "candidates" INTEGER,
    "same_as" TEXT,

    CONSTRAINT "news_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "news_sighting" (
    "feed_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "canonical" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "news_sighting_pkey" PRIMARY KEY ("feed_id","key","canonical")
);

-- CreateTable
CREATE TABLE "news_step" (
    "item_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "by" TEXT NOT NULL,

    CONSTRAINT "news_step_pkey" PRIMARY KEY ("item_id","number")
);

-- CreateIndex
CREATE UNIQUE INDEX "news_item_canonical_key" ON "news_item"("canonical");

-- CreateIndex
CREATE UNIQUE INDEX "news_item_slug_key" ON "news_item"("slug");

-- CreateIndex
CREATE INDEX "news_item_state_first_seen_at_idx" ON "news_item"("state", "first_seen_at");

-- CreateIndex
CREATE INDEX "news_sighting_item_id_idx" ON "news_sighting"("item_id");

-- AddForeignKey
ALTER TABLE "news_item" ADD CONSTRAINT "news_item_same_as_fkey" FOREIGN KEY ("same_as") REFERENCES "news_item"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "news_sighting" ADD CONSTRAINT "news_sighting_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "news_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "news_step" ADD CONSTRAINT "news_step_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "news_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Closed lists and shapes.
ALTER TABLE "news_feed"
  ADD CONSTRAINT "news_feed_outcome" CHECK (outcome IN ('read', 'unchanged', 'unreadable', 'blocked', 'gone', 'later')),
  ADD CONSTRAINT "news_feed_taken" CHECK (taken_sha256 ~ '^[0-9a-f]{64}$');

ALTER TABLE "news_item"
  ADD CONSTRAINT "news_item_state" CHECK (state IN (
    'seen', 'irrelevant', 'out_of_reach', 'same_story', 'captured', 'candidates_found', 'reviewed', 'nothing_recordable')),
  ADD CONSTRAINT "news_item_same_story" CHECK ((state = 'same_story') = (same_as IS NOT NULL) AND same_as <> id),
  -- Whatever a person can open has its text here.
  ADD CONSTRAINT "news_item_captured" CHECK (
    state NOT IN ('captured', 'candidates_found', 'reviewed') OR (slug IS NOT NULL AND media_sha256 IS NOT NULL)),
  ADD CONSTRAINT "news_item_counts" CHECK (attempts >= 0 AND candidates >= 0);

-- Words of others that nobody has read yet: only ingestion reads and writes them, and nothing of it is shown. Items, sightings and steps are
-- never deleted, so that nothing vanishes.
DO $$
DECLARE
  tbl text;
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'dossier_ingest') THEN
    FOREACH tbl IN ARRAY ARRAY['news_feed', 'news_item'] LOOP
      EXECUTE format('GRANT SELECT, INSERT, UPDATE ON TABLE %I TO dossier_ingest', tbl);
    END LOOP;
    FOREACH tbl IN ARRAY ARRAY['news_sighting', 'news_step'] LOOP
      EXECUTE format('GRANT SELECT, INSERT ON TABLE %I TO dossier_ingest', tbl);
    END LOOP;
  END IF;
END $$;
