-- What the schema language cannot say: bounds, shapes, and "no public row without evidence".

-- EDTF: a date is kept as it was written, with earliest and latest day beside it for indexes.
-- An open end is null; bounds never run backwards and never stand without the text that they come from.
DO $$
DECLARE
  c record;
BEGIN
  FOR c IN SELECT * FROM (VALUES
    ('work', 'published_on', 'published_earliest', 'published_latest'),
    ('claim', 'valid', 'valid_earliest', 'valid_latest'),
    ('fact', 'valid', 'valid_earliest', 'valid_latest'),
    ('power', 'valid', 'valid_earliest', 'valid_latest'),
    ('data_flow', 'valid', 'valid_earliest', 'valid_latest'),
    ('coverage', 'valid', 'valid_earliest', 'valid_latest'),
    ('contract', 'decided_on', 'decided_earliest', 'decided_latest')
  ) AS t (tbl, edtf, earliest, latest)
  LOOP
    EXECUTE format(
      'ALTER TABLE %I ADD CONSTRAINT %I CHECK ((%I IS NULL OR %I IS NULL OR %I <= %I) AND (%I IS NOT NULL OR (%I IS NULL AND %I IS NULL)))',
      c.tbl, c.tbl || '_' || c.edtf || '_bounds', c.earliest, c.latest, c.earliest, c.latest, c.edtf, c.earliest, c.latest
    );
  END LOOP;
END $$;

ALTER TABLE "law" ADD CONSTRAINT "law_in_force_bounds"
  CHECK (in_force_earliest IS NULL OR in_force_latest IS NULL OR in_force_earliest <= in_force_latest);

-- Devices: WGS 84 degrees; bearings clockwise from north in [0, 360); unknown is null, never north.
ALTER TABLE "device"
  ADD CONSTRAINT "device_position" CHECK (lon BETWEEN -180 AND 180 AND lat BETWEEN -90 AND 90),
  ADD CONSTRAINT "device_bearing" CHECK (bearing >= 0 AND bearing < 360),
  ADD CONSTRAINT "device_bearings" CHECK (0 <= ALL (bearings) AND 360 > ALL (bearings)),
  ADD CONSTRAINT "device_field_of_view" CHECK (field_of_view > 0 AND field_of_view <= 360),
  ADD CONSTRAINT "device_precision" CHECK (precision_m > 0);

ALTER TABLE "place"
  ADD CONSTRAINT "place_position" CHECK (lon BETWEEN -180 AND 180 AND lat BETWEEN -90 AND 90),
  ADD CONSTRAINT "place_not_own_parent" CHECK (parent_id IS DISTINCT FROM entity_id),
  ADD CONSTRAINT "place_bbox" CHECK (cardinality(bbox) IN (0, 4));

-- Entities: nothing merges into itself; a person whose identity a source withheld is never merged, in either direction.
ALTER TABLE "entity"
  ADD CONSTRAINT "entity_no_self_merge" CHECK (merged_into_id IS DISTINCT FROM id),
  ADD CONSTRAINT "entity_withheld_never_merged" CHECK (NOT identity_withheld OR merged_into_id IS NULL);

CREATE FUNCTION refuse_merge_into_withheld() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM entity e WHERE e.id = NEW.merged_into_id AND (e.identity_withheld OR e.merged_into_id IS NOT NULL)) THEN
    RAISE EXCEPTION 'entity % cannot merge into %: its identity is withheld, or it is merged itself', NEW.id, NEW.merged_into_id
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER entity_merge_target BEFORE INSERT OR UPDATE OF merged_into_id ON entity
  FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL) EXECUTE FUNCTION refuse_merge_into_withheld();

-- Evidence layer.
ALTER TABLE "capture"
  ADD CONSTRAINT "capture_hashes" CHECK (media_sha256 ~ '^[0-9a-f]{64}$' AND text_sha256 ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT "capture_length" CHECK (text_length > 0);

ALTER TABLE "passage"
  ADD CONSTRAINT "passage_span" CHECK (
    (start IS NULL AND "end" IS NULL) OR (start >= 0 AND start < "end")),
  ADD CONSTRAINT "passage_hashes" CHECK (exact_sha256 ~ '^[0-9a-f]{64}$' AND normalized_sha256 ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT "passage_occurrence" CHECK (occurrence BETWEEN 1 AND occurrences),
  ADD CONSTRAINT "passage_phrase_at_most_12_words" CHECK (
    phrase IS NULL OR cardinality(regexp_split_to_array(btrim(phrase), '\s+')) <= 12);

ALTER TABLE "claim"
  ADD CONSTRAINT "claim_grade" CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F') AND credibility BETWEEN 1 AND 6),
  ADD CONSTRAINT "claim_withdrawn_with_reason" CHECK (review_state <> 'withdrawn' OR btrim(withdrawn_reason) <> '');

ALTER TABLE "claim_link" ADD CONSTRAINT "claim_link_not_to_itself" CHECK (from_id <> to_id);

ALTER TABLE "dataset" ADD CONSTRAINT "dataset_license_stated" CHECK (btrim(license) <> '' AND license <> 'not stated');

ALTER TABLE "dataset_record" ADD CONSTRAINT "dataset_record_missing_since" CHECK (
  (state = 'present') = (missing_since IS NULL));

ALTER TABLE "contract" ADD CONSTRAINT "contract_money" CHECK ((amount IS NULL) = (currency IS NULL));

ALTER TABLE "fact" ADD CONSTRAINT "fact_origins" CHECK (origins >= 0);

ALTER TABLE "evidence"
  ADD CONSTRAINT "evidence_one_source" CHECK (
    num_nonnulls(claim_id, record_id, inference_id) = 1 AND source_id = coalesce(claim_id, record_id, inference_id)),
  ADD CONSTRAINT "evidence_role" CHECK (role IN ('supports', 'denies', 'doubts', 'no_comment'));

-- A public row rests on evidence, checked when the transaction ends: its own dataset record, or a row in "evidence".
CREATE FUNCTION require_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM evidence e WHERE e.target = TG_ARGV[0]::evidence_target AND e.target_id = NEW.id
  ) THEN
    RAISE EXCEPTION '% % has no evidence: give it a claim, a dataset record or an inference', TG_ARGV[0], NEW.id
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER fact_evidence AFTER INSERT OR UPDATE ON fact
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.record_id IS NULL) EXECUTE FUNCTION require_evidence('fact');
CREATE CONSTRAINT TRIGGER power_evidence AFTER INSERT OR UPDATE ON power
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_evidence('power');
CREATE CONSTRAINT TRIGGER coverage_evidence AFTER INSERT OR UPDATE ON coverage
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.record_id IS NULL) EXECUTE FUNCTION require_evidence('coverage');
CREATE CONSTRAINT TRIGGER contract_evidence AFTER INSERT OR UPDATE ON contract
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.record_id IS NULL) EXECUTE FUNCTION require_evidence('contract');
CREATE CONSTRAINT TRIGGER entity_name_evidence AFTER INSERT OR UPDATE ON entity_name
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.record_id IS NULL AND NEW.kind <> 'working_title')
  EXECUTE FUNCTION require_evidence('entity_name');

-- Constraint triggers stand on plain tables only: one on each partition.
DO $$
DECLARE
  part regclass;
BEGIN
  FOR part IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'data_flow'::regclass LOOP
    EXECUTE format(
      'CREATE CONSTRAINT TRIGGER data_flow_evidence AFTER INSERT OR UPDATE ON %s DEFERRABLE INITIALLY DEFERRED '
      'FOR EACH ROW WHEN (NEW.record_id IS NULL) EXECUTE FUNCTION require_evidence(''data_flow'')', part);
  END LOOP;
END $$;

-- Taking evidence away is checked in the same way: the row that rested on it must be gone, or rest on something else.
CREATE FUNCTION refuse_orphaned_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  orphaned boolean;
BEGIN
  IF EXISTS (SELECT 1 FROM evidence e WHERE e.target = OLD.target AND e.target_id = OLD.target_id) THEN
    RETURN NULL;
  END IF;
  EXECUTE format(
    'SELECT EXISTS (SELECT 1 FROM %I t WHERE t.id = $1 %s)', OLD.target::text,
    CASE WHEN OLD.target = 'power' THEN '' WHEN OLD.target = 'entity_name' THEN 'AND t.record_id IS NULL AND t.kind <> ''working_title'''
      ELSE 'AND t.record_id IS NULL' END)
    INTO orphaned USING OLD.target_id;
  IF orphaned THEN
    RAISE EXCEPTION '% % would be left without evidence', OLD.target, OLD.target_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER evidence_not_orphaning AFTER DELETE OR UPDATE ON evidence
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_orphaned_row();
