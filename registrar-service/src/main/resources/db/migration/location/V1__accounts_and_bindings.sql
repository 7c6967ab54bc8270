-- Accounts and where they can be reached. Written by the registrar; others read the published views.

CREATE TABLE location.account (
    name            text PRIMARY KEY,
    origin          text NOT NULL CHECK (origin IN ('file', 'http')),
    type            text NOT NULL CHECK (type IN ('user', 'peer', 'friend')),
    -- H(user:realm:password) in hexadecimal, one column an algorithm; the password itself is stored nowhere.
    realm           text NOT NULL,
    ha1_md5         text,
    ha1_sha256      text,
    -- NULL: dynamic, found by registration alone.
    host            text,
    port            integer CHECK (port BETWEEN 1 AND 65535),
    max_contacts    integer NOT NULL CHECK (max_contacts BETWEEN 1 AND 100),
    context         text NOT NULL,
    caller_name     text,
    caller_number   text,
    mailboxes       text[] NOT NULL,
    language        text,
    codecs          text[] NOT NULL,
    dtmf_mode       text NOT NULL CHECK (dtmf_mode IN ('rfc2833', 'info', 'inband', 'auto')),
    force_rport     text NOT NULL CHECK (force_rport IN ('no', 'yes', 'detect')),
    symmetric_media text NOT NULL CHECK (symmetric_media IN ('no', 'yes', 'detect')),
    direct_media    text[] NOT NULL CHECK (direct_media <@ ARRAY['yes', 'nonat', 'update', 'outgoing']),
    settings        jsonb NOT NULL DEFAULT '{}',
    CHECK (ha1_md5 IS NOT NULL OR ha1_sha256 IS NULL)
);

-- One row: how often accounts have changed.
CREATE TABLE location.account_generation (
    generation bigint NOT NULL
);
INSERT INTO location.account_generation VALUES (1);

CREATE FUNCTION location.count_account_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE location.account_generation SET generation = generation + 1;
    RETURN NULL;
END
$$;

CREATE TRIGGER account_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON location.account
    FOR EACH STATEMENT EXECUTE FUNCTION location.count_account_change();

-- No index but the key: a refresh then changes no index (HOT), and the sweep of expired rows can afford to read the
-- whole table. Half of each page is kept free for the refreshed versions of its rows.
CREATE TABLE location.binding (
    aor            text NOT NULL,
    slot           smallint NOT NULL,
    contact        text NOT NULL,
    instance_id    text,
    reg_id         integer,
    call_id        text NOT NULL,
    cseq           bigint NOT NULL,
    path           text[] NOT NULL,
    q              smallint CHECK (q BETWEEN 0 AND 1000),
    user_agent     text,
    source_address text NOT NULL,
    source_port    integer NOT NULL,
    transport      text NOT NULL,
    registered_at  timestamptz NOT NULL,
    refreshed_at   timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    PRIMARY KEY (aor, slot)
) WITH (fillfactor = 50);

CREATE VIEW location.v1_account AS
SELECT name, origin, type, realm, ha1_md5, ha1_sha256, host, port, max_contacts, context, caller_name, caller_number,
       mailboxes, language, codecs, dtmf_mode, force_rport, symmetric_media, direct_media, settings
FROM location.account;

COMMENT ON VIEW location.v1_account IS 'Accounts as sip.conf or HTTP gave them. Columns are only ever added.';
COMMENT ON COLUMN location.v1_account.origin IS 'file (sip.conf) or http';
COMMENT ON COLUMN location.v1_account.type IS 'user: may only call; peer: may only be called; friend: both';
COMMENT ON COLUMN location.v1_account.realm IS 'the realm in the HA1 columns';
COMMENT ON COLUMN location.v1_account.ha1_md5 IS 'RFC 7616 HA1 with MD5, hexadecimal; NULL: not challenged';
COMMENT ON COLUMN location.v1_account.ha1_sha256 IS 'RFC 7616 HA1 with SHA-256; NULL: only MD5 is offered';
COMMENT ON COLUMN location.v1_account.host IS 'address or name of a permanent binding; NULL: dynamic';
COMMENT ON COLUMN location.v1_account.context IS 'context of the dial plan where its calls begin';
COMMENT ON COLUMN location.v1_account.mailboxes IS 'as number@context';
COMMENT ON COLUMN location.v1_account.codecs IS 'allowed codecs in order of preference, by their Asterisk names';
COMMENT ON COLUMN location.v1_account.force_rport IS 'no, yes, or detect (when Via and source differ)';
COMMENT ON COLUMN location.v1_account.symmetric_media IS 'no, yes, or detect (comedia)';
COMMENT ON COLUMN location.v1_account.direct_media IS 'empty: no; else yes with its conditions nonat, update, outgoing';
COMMENT ON COLUMN location.v1_account.settings IS 'further options of sip.conf by name, none of them secret';

CREATE VIEW location.v1_account_generation AS SELECT generation FROM location.account_generation;

COMMENT ON VIEW location.v1_account_generation IS
    'One row that grows whenever an account changes: whoever keeps accounts in memory reads them again then.';

CREATE VIEW location.v1_binding AS
SELECT aor, contact, instance_id, reg_id, call_id, cseq, path, q, user_agent, source_address, source_port, transport,
       registered_at, refreshed_at, expires_at
FROM location.binding
WHERE expires_at > now()
UNION ALL
-- The permanent binding of host=address, until the phone there says by REGISTER where exactly it is.
SELECT name, 'sip:' || name || '@' || CASE WHEN host LIKE '%:%' THEN '[' || host || ']' ELSE host END
           || coalesce(':' || port, ''),
       NULL, NULL, NULL, NULL, ARRAY[]::text[], NULL, NULL, host, port, NULL, NULL, NULL, 'infinity'
FROM location.account a
WHERE host IS NOT NULL
  AND NOT EXISTS (SELECT FROM location.binding b WHERE b.aor = a.name AND b.expires_at > now());

COMMENT ON VIEW location.v1_binding IS 'Where accounts can be reached now; expired bindings are not seen.';
COMMENT ON COLUMN location.v1_binding.aor IS 'address-of-record: the account';
COMMENT ON COLUMN location.v1_binding.contact IS 'contact URI, as the phone wrote it';
COMMENT ON COLUMN location.v1_binding.instance_id IS '+sip.instance, only together with reg_id (RFC 5626)';
COMMENT ON COLUMN location.v1_binding.path IS 'Path header values (RFC 3327), nearest to the registrar first';
COMMENT ON COLUMN location.v1_binding.q IS 'preference in thousandths; NULL: none given';
COMMENT ON COLUMN location.v1_binding.source_address IS 'where the REGISTER came from, as the proxy saw it';
COMMENT ON COLUMN location.v1_binding.transport IS 'UDP, TCP, TLS, WS or WSS; NULL for a permanent binding';
COMMENT ON COLUMN location.v1_binding.expires_at IS 'infinity for a permanent binding';

GRANT USAGE ON SCHEMA location TO registrar, proxy, voicemail;
GRANT SELECT, INSERT, UPDATE, DELETE ON location.account, location.binding TO registrar;
GRANT SELECT ON location.account_generation TO registrar;
GRANT SELECT ON location.v1_account, location.v1_account_generation, location.v1_binding TO registrar, proxy;
GRANT SELECT ON location.v1_binding TO voicemail;
