-- Every signed checkpoint of the ledger. The last one also stands in DATA_DIR/ledger, outside the database.

CREATE TABLE "log_checkpoint" (
    "size" BIGINT NOT NULL,
    "keys" TEXT NOT NULL,
    "root" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "log_checkpoint_pkey" PRIMARY KEY ("size","keys")
);

ALTER TABLE "log_checkpoint"
  ADD CONSTRAINT "log_checkpoint_shape" CHECK (size >= 0 AND root ~ '^[0-9a-f]{64}$');

CREATE TRIGGER log_checkpoint_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();

-- Never two roots for one size, whatever signs.
CREATE FUNCTION refuse_forked_checkpoint() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM log_checkpoint c WHERE c.size = NEW.size AND c.root <> NEW.root) THEN
    RAISE EXCEPTION 'a checkpoint over % entries with another root is signed already', NEW.size
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER log_checkpoint_never_forks BEFORE INSERT ON log_checkpoint
  FOR EACH ROW EXECUTE FUNCTION refuse_forked_checkpoint();

DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'dossier_ingest') THEN
    GRANT SELECT, INSERT ON TABLE log_checkpoint TO dossier_ingest;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'dossier_site') THEN
    GRANT SELECT ON TABLE log_checkpoint TO dossier_site;
  END IF;
END $$;
