-- The ledger's walls: its rows are written once. Privileges are the first wall, these triggers the second;
-- what gets past both (a superuser, an edited data file) is what `npm run verify` finds.

CREATE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: the ledger is only ever appended to', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege',
          HINT = 'Correct a record by appending a new version; withdraw it with a reason.';
END $$;

CREATE TRIGGER log_entry_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
CREATE TRIGGER log_head_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_head
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
CREATE TRIGGER log_content_no_rewrite BEFORE UPDATE OR TRUNCATE ON log_content
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();

-- Index: from 0, one after the other. A row-level trigger sees the rows that the same statement inserted before.
CREATE FUNCTION require_next_log_index() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  expected bigint;
BEGIN
  SELECT coalesce(max(index) + 1, 0) INTO expected FROM log_entry;
  IF NEW.index <> expected THEN
    RAISE EXCEPTION 'log entry % leaves a gap or repeats an index: the next index is %', NEW.index, expected
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER log_entry_next_index BEFORE INSERT ON log_entry
  FOR EACH ROW EXECUTE FUNCTION require_next_log_index();

-- Heads grow and never cover more entries than there are.
CREATE FUNCTION require_growing_log_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.size <= (SELECT coalesce(max(size), 0) FROM log_head)
    OR NEW.size > (SELECT coalesce(max(index) + 1, 0) FROM log_entry) THEN
    RAISE EXCEPTION 'log head % does not extend the last head, or covers entries that do not exist', NEW.size
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER log_head_grows BEFORE INSERT ON log_head
  FOR EACH ROW EXECUTE FUNCTION require_growing_log_head();

-- When the transaction ends every entry lies under a head.
CREATE FUNCTION require_covering_log_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM log_head h WHERE h.size > NEW.index) THEN
    RAISE EXCEPTION 'log entry % is not covered by a log head', NEW.index USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER log_entry_has_head AFTER INSERT ON log_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_covering_log_head();

-- Redaction: content and salt of one version may go once a later "redact" entry of the same record names that version.
-- The entry stays, so every proof still verifies. A redact entry's own content never goes.
CREATE FUNCTION require_redact_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1
    FROM log_entry target
    JOIN log_entry redact
      ON redact.record_kind = target.record_kind AND redact.record_id = target.record_id AND redact.version > target.version
    JOIN log_content listed ON listed.index = redact.index
    WHERE target.index = OLD.index
      AND target.entry::jsonb ->> 'op' <> 'redact'
      AND redact.entry::jsonb ->> 'op' = 'redact'
      AND listed.content::jsonb -> 'redacts' @> to_jsonb(target.version)
  ) THEN
    RAISE EXCEPTION 'the content of log entry % is not redacted by a later entry of its record', OLD.index
      USING ERRCODE = 'insufficient_privilege', HINT = 'Append a redact entry that names this version first.';
  END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER log_content_redaction BEFORE DELETE ON log_content
  FOR EACH ROW EXECUTE FUNCTION require_redact_entry();

-- The only way for an application role to remove content; the trigger above decides whether it may.
CREATE FUNCTION redact_log_content(target bigint) RETURNS void LANGUAGE sql SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ DELETE FROM log_content WHERE index = target $$;

REVOKE ALL ON FUNCTION redact_log_content(bigint) FROM PUBLIC;

ALTER TABLE log_entry
  ADD CONSTRAINT log_entry_shape CHECK (
    index >= 0 AND version >= 1 AND leaf_hash ~ '^[0-9a-f]{64}$' AND octet_length(entry) <= 1024);
ALTER TABLE log_content ADD CONSTRAINT log_content_salt CHECK (salt ~ '^[0-9a-f]{64}$');
ALTER TABLE log_head ADD CONSTRAINT log_head_shape CHECK (size >= 1 AND root ~ '^[0-9a-f]{64}$');

-- Two application roles without login: what the site reads as, and what ingestion writes as (SET ROLE).
-- Roles belong to the whole cluster: another database may have made them already, or be making them now. A migrator
-- that may not create roles goes on without them, and the operator creates them by hand (docs/ledger.md).
DO $$
DECLARE
  app_role text;
  tbl regclass;
BEGIN
  FOREACH app_role IN ARRAY ARRAY['dossier_site', 'dossier_ingest'] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = app_role) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', app_role);
      EXCEPTION
        WHEN duplicate_object OR unique_violation THEN NULL;
        WHEN insufficient_privilege THEN
          RAISE NOTICE 'role % is not created: % may not create roles', app_role, current_user;
          CONTINUE;
      END;
    END IF;

    -- Only where it is missing: two databases of one cluster that grant the same role at once disturb each other.
    IF NOT pg_has_role(current_user, app_role, 'SET') THEN
      BEGIN
        EXECUTE format('GRANT %I TO CURRENT_USER WITH SET TRUE', app_role);
      EXCEPTION WHEN insufficient_privilege THEN
        RAISE NOTICE '% may not become %: grant it by hand', current_user, app_role;
      END;
    END IF;

    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', app_role);
    FOR tbl IN
      SELECT c.oid::regclass FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> '_prisma_migrations'
    LOOP
      EXECUTE format('GRANT SELECT ON TABLE %s TO %I', tbl, app_role);
      IF app_role = 'dossier_ingest' THEN
        EXECUTE format(
          'GRANT %s ON TABLE %s TO %I',
          CASE WHEN tbl::text IN ('log_entry', 'log_content', 'log_head') THEN 'INSERT' ELSE 'INSERT, UPDATE, DELETE' END,
          tbl, app_role);
      END IF;
    END LOOP;
    IF app_role = 'dossier_ingest' THEN
      EXECUTE format('GRANT EXECUTE ON FUNCTION redact_log_content(bigint) TO %I', app_role);
    END IF;
  END LOOP;
END $$;
