-- Which spots of the map changed since its copy of the devices was made, so that tiles can show an edit at once.
CREATE TABLE "device_change" (
    "id" BIGSERIAL NOT NULL,
    "cell" BIGINT,
    "xid" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "changed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "device_change_pkey" PRIMARY KEY ("id")
);

-- One row a spot; more than 10,000 spots in one statement are a load, after which everything is read again: one row
-- without a spot. Rows older than a week are dropped on the way: every copy is younger.
CREATE FUNCTION note_device_changes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  spots bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    spots := ARRAY(SELECT DISTINCT cell FROM new_rows LIMIT 10001);
  ELSIF TG_OP = 'DELETE' THEN
    spots := ARRAY(SELECT DISTINCT cell FROM old_rows LIMIT 10001);
  ELSE
    spots := ARRAY(SELECT DISTINCT cell FROM (SELECT cell FROM new_rows UNION ALL SELECT cell FROM old_rows) t LIMIT 10001);
  END IF;
  IF cardinality(spots) > 10000 THEN
    INSERT INTO device_change (cell) VALUES (NULL);
  ELSE
    INSERT INTO device_change (cell) SELECT unnest(spots);
  END IF;
  DELETE FROM device_change WHERE id IN (
    SELECT id FROM device_change WHERE changed_at < now() - interval '7 days' ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED);
  RETURN NULL;
END $$;

CREATE TRIGGER device_inserted AFTER INSERT ON "device" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_device_changes();
CREATE TRIGGER device_updated AFTER UPDATE ON "device" REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_device_changes();
CREATE TRIGGER device_deleted AFTER DELETE ON "device" REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_device_changes();

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'dossier_site') THEN
    GRANT SELECT ON TABLE device_change TO dossier_site;
  END IF;
END $$;
