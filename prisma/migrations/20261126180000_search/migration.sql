-- CreateTable
CREATE TABLE "search_name" (
    "id" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "folded" TEXT NOT NULL,
    "tokens" TEXT[],

    CONSTRAINT "search_name_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "search_document" (
    "entity_id" TEXT NOT NULL,
    "name_words" TEXT[],
    "context_words" TEXT[],
    "claims" INTEGER NOT NULL,

    CONSTRAINT "search_document_pkey" PRIMARY KEY ("entity_id")
);

-- CreateTable
CREATE TABLE "search_word" (
    "word" TEXT NOT NULL,

    CONSTRAINT "search_word_pkey" PRIMARY KEY ("word")
);

-- CreateTable
CREATE TABLE "search_text" (
    "id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "folded" TEXT NOT NULL,

    CONSTRAINT "search_text_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "search_name_entity_id_idx" ON "search_name"("entity_id");

-- CreateIndex
CREATE INDEX "search_name_tokens_idx" ON "search_name" USING GIN ("tokens");

-- CreateIndex
CREATE INDEX "search_name_folded_trgm" ON "search_name" USING GIN ("folded" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "search_document_name_words_idx" ON "search_document" USING GIN ("name_words");

-- CreateIndex
CREATE INDEX "search_document_context_words_idx" ON "search_document" USING GIN ("context_words");

-- CreateIndex
CREATE INDEX "search_word_trgm" ON "search_word" USING GIN ("word" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "search_text_folded_trgm" ON "search_text" USING GIN ("folded" gin_trgm_ops);

-- AddForeignKey
ALTER TABLE "search_name" ADD CONSTRAINT "search_name_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "search_document" ADD CONSTRAINT "search_document_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The two application roles (20261123000200_ledger) get what they need of the new tables.
DO $$
DECLARE
  tbl text;
BEGIN
  FOREACH tbl IN ARRAY ARRAY['search_name', 'search_document', 'search_word', 'search_text'] LOOP
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'dossier_ingest') THEN
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE %I TO dossier_ingest', tbl);
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'dossier_site') THEN
      EXECUTE format('GRANT SELECT ON TABLE %I TO dossier_site', tbl);
    END IF;
  END LOOP;
END $$;
