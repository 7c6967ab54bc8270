-- What the proxies need to be customers of providers: passwords in clear once opened, so they lie here sealed (ADR 0016).

CREATE TABLE location.provider_secret (
    account text PRIMARY KEY,
    -- AES-256-GCM under a key that this database does not have.
    sealed  text NOT NULL
);

CREATE TABLE location.provider_line (
    name           text PRIMARY KEY,
    username       text NOT NULL,
    domain         text,
    auth_username  text,
    sealed         text,
    host           text NOT NULL,
    port           integer CHECK (port BETWEEN 1 AND 65535),
    extension      text NOT NULL,
    expiry_seconds integer
);

-- Both belong to what is read again when accounts have changed.
CREATE TRIGGER provider_secret_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON location.provider_secret
    FOR EACH STATEMENT EXECUTE FUNCTION location.count_account_change();
CREATE TRIGGER provider_line_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON location.provider_line
    FOR EACH STATEMENT EXECUTE FUNCTION location.count_account_change();

CREATE VIEW location.v1_provider_secret AS SELECT account, sealed FROM location.provider_secret;

COMMENT ON VIEW location.v1_provider_secret IS 'Passwords that we answer the challenges of accounts with a host= with.';
COMMENT ON COLUMN location.v1_provider_secret.sealed IS 'AES-256-GCM under a key that proxies and registrars share';

CREATE VIEW location.v1_provider_line AS
SELECT name, username, domain, auth_username, sealed, host, port, extension, expiry_seconds
FROM location.provider_line;

COMMENT ON VIEW location.v1_provider_line IS 'register => of sip.conf: our own registrations. Columns are only ever added.';
COMMENT ON COLUMN location.v1_provider_line.name IS 'user@host, with the port if one is written';
COMMENT ON COLUMN location.v1_provider_line.domain IS 'of the address-of-record; NULL: the host';
COMMENT ON COLUMN location.v1_provider_line.auth_username IS 'in credentials; NULL: the username';
COMMENT ON COLUMN location.v1_provider_line.host IS 'a host, or the name of an account with one';
COMMENT ON COLUMN location.v1_provider_line.extension IS 'user part of our contact: what calls by this line dial';
COMMENT ON COLUMN location.v1_provider_line.expiry_seconds IS 'asked for; NULL: defaultexpiry';

GRANT SELECT, INSERT, UPDATE, DELETE ON location.provider_secret, location.provider_line TO registrar;
GRANT SELECT ON location.v1_provider_secret, location.v1_provider_line TO registrar, proxy;
