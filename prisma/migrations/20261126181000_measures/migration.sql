-- Rows of lists of laws, awards of spending registers on the pages of buyer and place, and the grade of each dataset.

-- AlterTable
ALTER TABLE "dataset" ADD COLUMN     "grade_reason" TEXT,
ADD COLUMN     "reliability" CHAR(1);

-- CreateTable
CREATE TABLE "measure" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "place_id" TEXT NOT NULL,
    "law_id" TEXT,
    "technology_id" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,

    CONSTRAINT "measure_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "measure_place_id_idx" ON "measure"("place_id");

-- CreateIndex
CREATE INDEX "measure_law_id_idx" ON "measure"("law_id");

-- CreateIndex
CREATE INDEX "contract_buyer_id_idx" ON "contract"("buyer_id");

-- CreateIndex
CREATE INDEX "contract_place_id_idx" ON "contract"("place_id");

-- AddForeignKey
ALTER TABLE "measure" ADD CONSTRAINT "measure_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "dataset_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "dataset" ADD CONSTRAINT "dataset_grade" CHECK (
  (reliability IS NULL) = (grade_reason IS NULL) AND reliability IN ('A', 'B', 'C', 'D', 'E', 'F'));

-- Listed acts are public; only ingestion writes them down.
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'dossier_ingest') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE measure TO dossier_ingest;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'dossier_site') THEN
    GRANT SELECT ON TABLE measure TO dossier_site;
  END IF;
END $$;
