-- All tables of the evidence layer, the world and the ledger.
-- Written by the schema engine's diff; edited by hand in two places: the extension, and the partitions by license.

-- Trigrams for names with typing errors.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateEnum
CREATE TYPE "stance" AS ENUM ('asserts', 'denies', 'doubts', 'no_comment');

-- CreateEnum
CREATE TYPE "modality" AS ENUM ('fact', 'plan', 'capability', 'prediction', 'opinion', 'purpose', 'legal_effect', 'possibility', 'definition');

-- CreateEnum
CREATE TYPE "review_state" AS ENUM ('single_reader', 'second_reader', 'withdrawn');

-- CreateEnum
CREATE TYPE "link_kind" AS ENUM ('contests', 'qualifies', 'restates', 'converts_unit', 'reason_for');

-- CreateEnum
CREATE TYPE "unknown_state" AS ENUM ('not_researched', 'searched_nothing_found', 'withheld', 'disputed', 'not_applicable', 'blank_in_source');

-- CreateEnum
CREATE TYPE "upstream_state" AS ENUM ('present', 'missing', 'gone_upstream', 'out_of_scope', 'withdrawn');

-- CreateEnum
CREATE TYPE "entity_kind" AS ENUM ('program', 'organization', 'person', 'law', 'provision', 'place', 'technology');

-- CreateEnum
CREATE TYPE "verify_state" AS ENUM ('verified', 'verified_normalized', 'lost', 'not_checkable');

-- CreateEnum
CREATE TYPE "wording" AS ENUM ('documented', 'reported_by_several', 'reported_by_one', 'alleged_anonymously', 'planned', 'disputed', 'denied', 'inferred', 'unverified_dataset');

-- CreateEnum
CREATE TYPE "evidence_target" AS ENUM ('fact', 'power', 'data_flow', 'coverage', 'contract', 'entity_name');

-- CreateEnum
CREATE TYPE "program_scale" AS ENUM ('system', 'deployment');

-- CreateTable
CREATE TABLE "claim" (
    "id" TEXT NOT NULL,
    "work_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "subject_id" TEXT NOT NULL,
    "predicate" TEXT NOT NULL,
    "object" JSONB NOT NULL,
    "place_id" TEXT,
    "stance" "stance" NOT NULL,
    "modality" "modality" NOT NULL,
    "act" TEXT NOT NULL,
    "speaker" JSONB NOT NULL,
    "chain" JSONB NOT NULL DEFAULT '[]',
    "said_on" TEXT,
    "said_inferred" BOOLEAN NOT NULL DEFAULT false,
    "valid" TEXT,
    "valid_earliest" DATE,
    "valid_latest" DATE,
    "valid_inferred" BOOLEAN NOT NULL DEFAULT false,
    "says" TEXT NOT NULL,
    "origin_key" TEXT NOT NULL,
    "proposition_key" TEXT NOT NULL,
    "reliability" CHAR(1) NOT NULL,
    "credibility" INTEGER NOT NULL,
    "grade_reason" TEXT NOT NULL,
    "review_state" "review_state" NOT NULL DEFAULT 'single_reader',
    "withdrawn_reason" TEXT,
    "note" TEXT,

    CONSTRAINT "claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim_passage" (
    "claim_id" TEXT NOT NULL,
    "passage_id" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'statement',
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "claim_passage_pkey" PRIMARY KEY ("claim_id","passage_id")
);

-- CreateTable
CREATE TABLE "claim_entity" (
    "claim_id" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "claim_entity_pkey" PRIMARY KEY ("claim_id","entity_id","role")
);

-- CreateTable
CREATE TABLE "claim_link" (
    "id" TEXT NOT NULL,
    "from_id" TEXT NOT NULL,
    "to_id" TEXT NOT NULL,
    "kind" "link_kind" NOT NULL,
    "by" TEXT NOT NULL,
    "note" TEXT,

    CONSTRAINT "claim_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inference" (
    "id" TEXT NOT NULL,
    "work_id" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "predicate" TEXT NOT NULL,
    "object" JSONB NOT NULL,
    "says" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "on" TEXT NOT NULL,

    CONSTRAINT "inference_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inference_premise" (
    "inference_id" TEXT NOT NULL,
    "claim_id" TEXT NOT NULL,

    CONSTRAINT "inference_premise_pkey" PRIMARY KEY ("inference_id","claim_id")
);

-- CreateTable
CREATE TABLE "research_state" (
    "id" TEXT NOT NULL,
    "work_id" TEXT,
    "subject_id" TEXT NOT NULL,
    "predicate" TEXT,
    "place_id" TEXT,
    "question" TEXT NOT NULL,
    "state" "unknown_state" NOT NULL,
    "by" TEXT NOT NULL,
    "searched" TEXT,
    "on" TEXT NOT NULL,
    "note" TEXT,

    CONSTRAINT "research_state_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "publisher" TEXT NOT NULL,
    "license" TEXT NOT NULL,
    "license_url" TEXT,
    "attribution" TEXT NOT NULL,
    "homepage" TEXT,
    "wording" TEXT NOT NULL,
    "tier" TEXT NOT NULL,
    "retrieved_on" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "row_count" INTEGER NOT NULL,
    "holes" JSONB NOT NULL DEFAULT '[]',
    "note" TEXT,

    CONSTRAINT "dataset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset_record" (
    "id" TEXT NOT NULL,
    "dataset_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "raw_hash" TEXT NOT NULL,
    "state" "upstream_state" NOT NULL DEFAULT 'present',
    "first_seen" TEXT NOT NULL,
    "last_seen" TEXT NOT NULL,
    "missing_since" TEXT,
    "citations" JSONB,

    CONSTRAINT "dataset_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device" (
    "id" TEXT NOT NULL,
    "license" TEXT NOT NULL,
    "dataset_id" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    "lon" DOUBLE PRECISION NOT NULL,
    "lat" DOUBLE PRECISION NOT NULL,
    "precision_m" DOUBLE PRECISION,
    "technology_id" TEXT,
    "technology_ids" TEXT[],
    "bearing" DOUBLE PRECISION,
    "bearings" DOUBLE PRECISION[],
    "field_of_view" DOUBLE PRECISION,
    "mount" TEXT,
    "form" TEXT,
    "zone" TEXT,
    "operator_id" TEXT,
    "manufacturer_id" TEXT,
    "status" TEXT NOT NULL,
    "last_confirmed" TEXT,
    "year" INTEGER,
    "country_id" TEXT,
    "region_id" TEXT,
    "town_id" TEXT,
    "cell" BIGINT NOT NULL,

    CONSTRAINT "device_pkey" PRIMARY KEY ("id","license")
) PARTITION BY LIST ("license");

-- One partition a license, and no default: a row whose license is not listed is refused.
CREATE TABLE "device_odbl" PARTITION OF "device" FOR VALUES IN ('ODbL-1.0');
CREATE TABLE "device_cc_by" PARTITION OF "device" FOR VALUES IN ('CC-BY-4.0');
CREATE TABLE "device_cc_by_sa" PARTITION OF "device" FOR VALUES IN ('CC-BY-SA-4.0');
CREATE TABLE "device_cc0" PARTITION OF "device" FOR VALUES IN ('CC0-1.0', 'Public domain');
CREATE TABLE "device_mit" PARTITION OF "device" FOR VALUES IN ('MIT');
CREATE TABLE "device_ogl" PARTITION OF "device" FOR VALUES IN ('OGL-UK-3.0', 'OGL-Toronto-1.0');

-- CreateTable
CREATE TABLE "entity" (
    "id" TEXT NOT NULL,
    "kind" "entity_kind" NOT NULL,
    "slug" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "label_lang" TEXT NOT NULL,
    "label_is_working_title" BOOLEAN NOT NULL DEFAULT false,
    "external_ids" JSONB NOT NULL DEFAULT '{}',
    "merged_into_id" TEXT,
    "identity_withheld" BOOLEAN NOT NULL DEFAULT false,
    "declared_by" TEXT NOT NULL,

    CONSTRAINT "entity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entity_name" (
    "id" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "from" TEXT,
    "to" TEXT,
    "folded" TEXT NOT NULL,
    "tokens" TEXT[],
    "record_id" TEXT,

    CONSTRAINT "entity_name_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "log_entry" (
    "index" BIGINT NOT NULL,
    "record_kind" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "entry" TEXT NOT NULL,
    "leaf_hash" TEXT NOT NULL,

    CONSTRAINT "log_entry_pkey" PRIMARY KEY ("index")
);

-- CreateTable
CREATE TABLE "log_content" (
    "index" BIGINT NOT NULL,
    "salt" TEXT NOT NULL,
    "content" TEXT NOT NULL,

    CONSTRAINT "log_content_pkey" PRIMARY KEY ("index")
);

-- CreateTable
CREATE TABLE "log_head" (
    "size" BIGINT NOT NULL,
    "root" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "log_head_pkey" PRIMARY KEY ("size")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "place" (
    "entity_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "parent_id" TEXT,
    "inherits" BOOLEAN NOT NULL DEFAULT true,
    "lon" DOUBLE PRECISION,
    "lat" DOUBLE PRECISION,
    "population" INTEGER,
    "bbox" DOUBLE PRECISION[],
    "dispute" TEXT,
    "record_id" TEXT,

    CONSTRAINT "place_pkey" PRIMARY KEY ("entity_id")
);

-- CreateTable
CREATE TABLE "technology" (
    "entity_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "explainer" TEXT NOT NULL,
    "crosswalk" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "technology_pkey" PRIMARY KEY ("entity_id")
);

-- CreateTable
CREATE TABLE "work" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "title_lang" TEXT NOT NULL,
    "publisher_id" TEXT,
    "authors" JSONB NOT NULL DEFAULT '[]',
    "published_on" TEXT,
    "published_earliest" DATE,
    "published_latest" DATE,
    "url" TEXT,
    "language" TEXT NOT NULL,
    "license" TEXT NOT NULL,
    "access" TEXT NOT NULL,
    "identified" BOOLEAN NOT NULL DEFAULT true,
    "cited_by_work_id" TEXT,
    "note" TEXT,
    "claims_file_sha256" TEXT,
    "word_count" INTEGER,

    CONSTRAINT "work_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "capture" (
    "id" TEXT NOT NULL,
    "work_id" TEXT NOT NULL,
    "captured_on" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "source_name" TEXT,
    "media_type" TEXT NOT NULL,
    "media_sha256" TEXT NOT NULL,
    "byte_length" INTEGER,
    "text_sha256" TEXT NOT NULL,
    "text_length" INTEGER NOT NULL,
    "extractor" TEXT NOT NULL,
    "normalizer_version" TEXT NOT NULL,
    "http_status" INTEGER,
    "archives" JSONB NOT NULL DEFAULT '[]',
    "verified_on" TEXT,

    CONSTRAINT "capture_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "passage" (
    "id" TEXT NOT NULL,
    "work_id" TEXT NOT NULL,
    "capture_id" TEXT,
    "start" INTEGER,
    "end" INTEGER,
    "exact_sha256" TEXT NOT NULL,
    "normalized_sha256" TEXT NOT NULL,
    "normalized_length" INTEGER NOT NULL,
    "occurrence" INTEGER NOT NULL DEFAULT 1,
    "occurrences" INTEGER NOT NULL DEFAULT 1,
    "phrase" TEXT,
    "verify_state" "verify_state" NOT NULL DEFAULT 'not_checkable',
    "verified_on" TEXT,
    "verified_copy_sha256" TEXT,

    CONSTRAINT "passage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fact" (
    "id" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "predicate" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "value_entity_id" TEXT,
    "place_id" TEXT,
    "wording" "wording" NOT NULL,
    "modality" "modality" NOT NULL,
    "origins" INTEGER NOT NULL,
    "proposition_key" TEXT NOT NULL,
    "valid" TEXT,
    "valid_earliest" DATE,
    "valid_latest" DATE,
    "conflicts_with" TEXT[],
    "record_id" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "fact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "target" "evidence_target" NOT NULL,
    "target_id" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "claim_id" TEXT,
    "record_id" TEXT,
    "inference_id" TEXT,
    "role" TEXT NOT NULL,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("target","target_id","source_id")
);

-- CreateTable
CREATE TABLE "program" (
    "entity_id" TEXT NOT NULL,
    "scale" "program_scale" NOT NULL,
    "place_ids" TEXT[],
    "technology_ids" TEXT[],
    "status" TEXT,

    CONSTRAINT "program_pkey" PRIMARY KEY ("entity_id")
);

-- CreateTable
CREATE TABLE "organization" (
    "entity_id" TEXT NOT NULL,
    "org_type" TEXT,
    "place_id" TEXT,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("entity_id")
);

-- CreateTable
CREATE TABLE "person" (
    "entity_id" TEXT NOT NULL,
    "public_role" TEXT NOT NULL,
    "place_id" TEXT,

    CONSTRAINT "person_pkey" PRIMARY KEY ("entity_id")
);

-- CreateTable
CREATE TABLE "law" (
    "entity_id" TEXT NOT NULL,
    "law_type" TEXT,
    "jurisdiction_id" TEXT,
    "stage" TEXT,
    "in_force_earliest" DATE,
    "in_force_latest" DATE,

    CONSTRAINT "law_pkey" PRIMARY KEY ("entity_id")
);

-- CreateTable
CREATE TABLE "provision" (
    "id" TEXT NOT NULL,
    "law_id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "label" TEXT NOT NULL,

    CONSTRAINT "provision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "power" (
    "id" TEXT NOT NULL,
    "law_id" TEXT,
    "provision_id" TEXT,
    "place_id" TEXT,
    "holder" JSONB NOT NULL,
    "action" TEXT NOT NULL,
    "objects" JSONB NOT NULL,
    "counterparty" JSONB,
    "condition" TEXT,
    "safeguard" TEXT,
    "modality" "modality" NOT NULL,
    "wording" "wording" NOT NULL,
    "valid" TEXT,
    "valid_earliest" DATE,
    "valid_latest" DATE,
    "proposition_key" TEXT NOT NULL,

    CONSTRAINT "power_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_flow" (
    "id" TEXT NOT NULL,
    "license" TEXT NOT NULL,
    "from_id" TEXT,
    "from" JSONB NOT NULL,
    "to_id" TEXT,
    "to" JSONB NOT NULL,
    "categories" TEXT[],
    "kind" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "legal_basis_id" TEXT,
    "legal_basis_state" "unknown_state",
    "program_id" TEXT,
    "place_id" TEXT,
    "wording" "wording" NOT NULL,
    "modality" "modality" NOT NULL,
    "valid" TEXT,
    "valid_earliest" DATE,
    "valid_latest" DATE,
    "proposition_key" TEXT NOT NULL,
    "record_id" TEXT,

    CONSTRAINT "data_flow_pkey" PRIMARY KEY ("id","license")
) PARTITION BY LIST ("license");

-- One partition a license, and no default: a row whose license is not listed is refused.
CREATE TABLE "data_flow_odbl" PARTITION OF "data_flow" FOR VALUES IN ('ODbL-1.0');
CREATE TABLE "data_flow_cc_by" PARTITION OF "data_flow" FOR VALUES IN ('CC-BY-4.0');
CREATE TABLE "data_flow_cc_by_sa" PARTITION OF "data_flow" FOR VALUES IN ('CC-BY-SA-4.0');
CREATE TABLE "data_flow_cc0" PARTITION OF "data_flow" FOR VALUES IN ('CC0-1.0', 'Public domain');
CREATE TABLE "data_flow_mit" PARTITION OF "data_flow" FOR VALUES IN ('MIT');
CREATE TABLE "data_flow_ogl" PARTITION OF "data_flow" FOR VALUES IN ('OGL-UK-3.0', 'OGL-Toronto-1.0');

-- CreateTable
CREATE TABLE "coverage" (
    "id" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "place_id" TEXT NOT NULL,
    "relation" TEXT NOT NULL,
    "wording" "wording" NOT NULL,
    "modality" "modality" NOT NULL,
    "valid" TEXT,
    "valid_earliest" DATE,
    "valid_latest" DATE,
    "proposition_key" TEXT NOT NULL,
    "record_id" TEXT,

    CONSTRAINT "coverage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contract" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "program_id" TEXT,
    "buyer_id" TEXT,
    "supplier_id" TEXT,
    "place_id" TEXT,
    "outcome" TEXT,
    "amount" DECIMAL(20,2),
    "currency" CHAR(3),
    "decided_on" TEXT,
    "decided_earliest" DATE,
    "decided_latest" DATE,
    "wording" "wording" NOT NULL,
    "proposition_key" TEXT NOT NULL,
    "record_id" TEXT,

    CONSTRAINT "contract_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "claim_subject_id_predicate_idx" ON "claim"("subject_id", "predicate");

-- CreateIndex
CREATE INDEX "claim_proposition_key_idx" ON "claim"("proposition_key");

-- CreateIndex
CREATE INDEX "claim_work_id_position_idx" ON "claim"("work_id", "position");

-- CreateIndex
CREATE INDEX "claim_passage_passage_id_idx" ON "claim_passage"("passage_id");

-- CreateIndex
CREATE INDEX "claim_entity_entity_id_role_idx" ON "claim_entity"("entity_id", "role");

-- CreateIndex
CREATE INDEX "claim_link_to_id_idx" ON "claim_link"("to_id");

-- CreateIndex
CREATE UNIQUE INDEX "claim_link_from_id_to_id_kind_key" ON "claim_link"("from_id", "to_id", "kind");

-- CreateIndex
CREATE INDEX "inference_subject_id_idx" ON "inference"("subject_id");

-- CreateIndex
CREATE INDEX "research_state_subject_id_idx" ON "research_state"("subject_id");

-- CreateIndex
CREATE INDEX "research_state_place_id_idx" ON "research_state"("place_id");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_id_license_key" ON "dataset"("id", "license");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_record_dataset_id_external_id_key" ON "dataset_record"("dataset_id", "external_id");

-- CreateIndex
CREATE INDEX "device_cell_idx" ON "device"("cell");

-- CreateIndex
CREATE INDEX "device_country_id_idx" ON "device"("country_id");

-- CreateIndex
CREATE INDEX "device_region_id_idx" ON "device"("region_id");

-- CreateIndex
CREATE INDEX "device_town_id_idx" ON "device"("town_id");

-- CreateIndex
CREATE INDEX "device_operator_id_idx" ON "device"("operator_id");

-- CreateIndex
CREATE INDEX "device_record_id_idx" ON "device"("record_id");

-- CreateIndex
CREATE UNIQUE INDEX "entity_kind_slug_key" ON "entity"("kind", "slug");

-- CreateIndex
CREATE INDEX "entity_name_entity_id_idx" ON "entity_name"("entity_id");

-- CreateIndex
CREATE INDEX "entity_name_tokens_idx" ON "entity_name" USING GIN ("tokens");

-- CreateIndex
CREATE INDEX "entity_name_folded_trgm" ON "entity_name" USING GIN ("folded" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "log_entry_record_kind_record_id_version_key" ON "log_entry"("record_kind", "record_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "place_code_key" ON "place"("code");

-- CreateIndex
CREATE INDEX "place_parent_id_idx" ON "place"("parent_id");

-- CreateIndex
CREATE INDEX "place_level_idx" ON "place"("level");

-- CreateIndex
CREATE UNIQUE INDEX "technology_code_key" ON "technology"("code");

-- CreateIndex
CREATE UNIQUE INDEX "work_slug_key" ON "work"("slug");

-- CreateIndex
CREATE INDEX "work_published_earliest_idx" ON "work"("published_earliest");

-- CreateIndex
CREATE INDEX "capture_work_id_idx" ON "capture"("work_id");

-- CreateIndex
CREATE INDEX "passage_work_id_start_idx" ON "passage"("work_id", "start");

-- CreateIndex
CREATE INDEX "fact_entity_id_predicate_idx" ON "fact"("entity_id", "predicate");

-- CreateIndex
CREATE INDEX "fact_value_entity_id_idx" ON "fact"("value_entity_id");

-- CreateIndex
CREATE INDEX "fact_wording_idx" ON "fact"("wording");

-- CreateIndex
CREATE INDEX "evidence_claim_id_idx" ON "evidence"("claim_id");

-- CreateIndex
CREATE INDEX "evidence_record_id_idx" ON "evidence"("record_id");

-- CreateIndex
CREATE INDEX "program_scale_idx" ON "program"("scale");

-- CreateIndex
CREATE INDEX "program_place_ids_idx" ON "program" USING GIN ("place_ids");

-- CreateIndex
CREATE INDEX "program_technology_ids_idx" ON "program" USING GIN ("technology_ids");

-- CreateIndex
CREATE INDEX "organization_place_id_idx" ON "organization"("place_id");

-- CreateIndex
CREATE INDEX "law_jurisdiction_id_idx" ON "law"("jurisdiction_id");

-- CreateIndex
CREATE UNIQUE INDEX "provision_law_id_number_key" ON "provision"("law_id", "number");

-- CreateIndex
CREATE INDEX "power_law_id_idx" ON "power"("law_id");

-- CreateIndex
CREATE INDEX "power_place_id_idx" ON "power"("place_id");

-- CreateIndex
CREATE INDEX "data_flow_from_id_idx" ON "data_flow"("from_id");

-- CreateIndex
CREATE INDEX "data_flow_to_id_idx" ON "data_flow"("to_id");

-- CreateIndex
CREATE INDEX "data_flow_program_id_idx" ON "data_flow"("program_id");

-- CreateIndex
CREATE INDEX "data_flow_place_id_idx" ON "data_flow"("place_id");

-- CreateIndex
CREATE INDEX "coverage_place_id_idx" ON "coverage"("place_id");

-- CreateIndex
CREATE UNIQUE INDEX "coverage_subject_id_place_id_relation_proposition_key_key" ON "coverage"("subject_id", "place_id", "relation", "proposition_key");

-- CreateIndex
CREATE INDEX "contract_program_id_idx" ON "contract"("program_id");

-- CreateIndex
CREATE INDEX "contract_supplier_id_idx" ON "contract"("supplier_id");

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_work_id_fkey" FOREIGN KEY ("work_id") REFERENCES "work"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "entity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "entity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_passage" ADD CONSTRAINT "claim_passage_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_passage" ADD CONSTRAINT "claim_passage_passage_id_fkey" FOREIGN KEY ("passage_id") REFERENCES "passage"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_entity" ADD CONSTRAINT "claim_entity_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_entity" ADD CONSTRAINT "claim_entity_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_link" ADD CONSTRAINT "claim_link_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "claim"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_link" ADD CONSTRAINT "claim_link_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "claim"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inference" ADD CONSTRAINT "inference_work_id_fkey" FOREIGN KEY ("work_id") REFERENCES "work"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inference" ADD CONSTRAINT "inference_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "entity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inference_premise" ADD CONSTRAINT "inference_premise_inference_id_fkey" FOREIGN KEY ("inference_id") REFERENCES "inference"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inference_premise" ADD CONSTRAINT "inference_premise_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "research_state" ADD CONSTRAINT "research_state_work_id_fkey" FOREIGN KEY ("work_id") REFERENCES "work"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "research_state" ADD CONSTRAINT "research_state_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "entity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "research_state" ADD CONSTRAINT "research_state_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "entity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_record" ADD CONSTRAINT "dataset_record_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "dataset_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_dataset_id_license_fkey" FOREIGN KEY ("dataset_id", "license") REFERENCES "dataset"("id", "license") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entity" ADD CONSTRAINT "entity_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "entity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entity_name" ADD CONSTRAINT "entity_name_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entity_name" ADD CONSTRAINT "entity_name_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "dataset_record"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "log_content" ADD CONSTRAINT "log_content_index_fkey" FOREIGN KEY ("index") REFERENCES "log_entry"("index") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "place" ADD CONSTRAINT "place_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "place" ADD CONSTRAINT "place_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "place"("entity_id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "place" ADD CONSTRAINT "place_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "dataset_record"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "technology" ADD CONSTRAINT "technology_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work" ADD CONSTRAINT "work_publisher_id_fkey" FOREIGN KEY ("publisher_id") REFERENCES "entity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work" ADD CONSTRAINT "work_cited_by_work_id_fkey" FOREIGN KEY ("cited_by_work_id") REFERENCES "work"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "capture" ADD CONSTRAINT "capture_work_id_fkey" FOREIGN KEY ("work_id") REFERENCES "work"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passage" ADD CONSTRAINT "passage_work_id_fkey" FOREIGN KEY ("work_id") REFERENCES "work"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passage" ADD CONSTRAINT "passage_capture_id_fkey" FOREIGN KEY ("capture_id") REFERENCES "capture"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fact" ADD CONSTRAINT "fact_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fact" ADD CONSTRAINT "fact_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "dataset_record"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "dataset_record"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_inference_id_fkey" FOREIGN KEY ("inference_id") REFERENCES "inference"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "program" ADD CONSTRAINT "program_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization" ADD CONSTRAINT "organization_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "law" ADD CONSTRAINT "law_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provision" ADD CONSTRAINT "provision_law_id_fkey" FOREIGN KEY ("law_id") REFERENCES "law"("entity_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "power" ADD CONSTRAINT "power_law_id_fkey" FOREIGN KEY ("law_id") REFERENCES "law"("entity_id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "power" ADD CONSTRAINT "power_provision_id_fkey" FOREIGN KEY ("provision_id") REFERENCES "provision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_flow" ADD CONSTRAINT "data_flow_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "dataset_record"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coverage" ADD CONSTRAINT "coverage_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "entity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coverage" ADD CONSTRAINT "coverage_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "entity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coverage" ADD CONSTRAINT "coverage_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "dataset_record"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract" ADD CONSTRAINT "contract_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "dataset_record"("id") ON DELETE SET NULL ON UPDATE CASCADE;
