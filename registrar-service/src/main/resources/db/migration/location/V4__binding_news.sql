-- Whoever remembers where accounts can be reached is told what is new, by the transaction that makes it true (ADR 0025).
-- A refresh that changes nothing but how long a binding stands is no news, and no function is called for it.

CREATE FUNCTION location.tell_binding_news() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The same news twice in one transaction are told once.
    IF TG_OP <> 'INSERT' THEN
        PERFORM pg_catalog.pg_notify('location_binding', OLD.aor);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM pg_catalog.pg_notify('location_binding', NEW.aor);
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER binding_told AFTER INSERT OR DELETE ON location.binding
    FOR EACH ROW EXECUTE FUNCTION location.tell_binding_news();

-- News are also a binding that ends sooner than was said, and one that had run out when it was refreshed. Ten seconds sooner
-- already: who reads while that transaction is under way does not see it either.
CREATE TRIGGER binding_change_told AFTER UPDATE ON location.binding FOR EACH ROW
    WHEN ((OLD.aor, OLD.contact, OLD.path, OLD.q, OLD.source_address, OLD.source_port)
              IS DISTINCT FROM
          (NEW.aor, NEW.contact, NEW.path, NEW.q, NEW.source_address, NEW.source_port)
          OR NEW.expires_at < OLD.expires_at
          OR OLD.expires_at < NEW.refreshed_at + interval '10 seconds')
    EXECUTE FUNCTION location.tell_binding_news();

-- Permanent bindings are what host= and port= of accounts say.
CREATE FUNCTION location.tell_account_news() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM pg_catalog.pg_notify('location_binding', OLD.name);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM pg_catalog.pg_notify('location_binding', NEW.name);
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER account_made_told AFTER INSERT ON location.account FOR EACH ROW
    WHEN (NEW.host IS NOT NULL) EXECUTE FUNCTION location.tell_account_news();
CREATE TRIGGER account_gone_told AFTER DELETE ON location.account FOR EACH ROW
    WHEN (OLD.host IS NOT NULL) EXECUTE FUNCTION location.tell_account_news();
CREATE TRIGGER account_change_told AFTER UPDATE ON location.account FOR EACH ROW
    WHEN ((OLD.name, OLD.host, OLD.port) IS DISTINCT FROM (NEW.name, NEW.host, NEW.port))
    EXECUTE FUNCTION location.tell_account_news();

CREATE FUNCTION location.tell_all_is_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_catalog.pg_notify('location_binding', '');
    RETURN NULL;
END
$$;

CREATE TRIGGER bindings_emptied_told AFTER TRUNCATE ON location.binding
    FOR EACH STATEMENT EXECUTE FUNCTION location.tell_all_is_new();
CREATE TRIGGER accounts_emptied_told AFTER TRUNCATE ON location.account
    FOR EACH STATEMENT EXECUTE FUNCTION location.tell_all_is_new();

-- Who finds this view knows that the triggers are there.
CREATE VIEW location.v1_binding_news AS SELECT 'location_binding'::text AS channel;

COMMENT ON VIEW location.v1_binding_news IS
    'One row: the channel to LISTEN to for what becomes new in v1_binding. Columns are only ever added.';
COMMENT ON COLUMN location.v1_binding_news.channel IS
    'a notification is the aor of a row that is new, is gone, has another contact, path, source or q, or ends sooner; the '
    'empty text: everything may be new';

GRANT SELECT ON location.v1_binding_news TO registrar, proxy, voicemail;
