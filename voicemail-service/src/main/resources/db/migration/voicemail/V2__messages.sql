-- Messages, greetings and their sound; recordings under way; what is told of them. ADR 0020.

-- Wrong PINs, by telephone and by HTTP, of all replicas.
ALTER TABLE mailbox
    ADD COLUMN pin_failures  integer NOT NULL DEFAULT 0,
    ADD COLUMN pin_failed_at timestamptz,
    -- No PIN is looked at before.
    ADD COLUMN pin_not_before timestamptz;

-- What is heard: of a message, of a greeting, or of a recording under way.
CREATE TABLE sound (
    id         uuid        PRIMARY KEY,
    began_at   timestamptz NOT NULL,
    -- µ-law at 8 kHz, so that a sample is a byte; 0 while it is recorded.
    samples    bigint      NOT NULL DEFAULT 0,
    -- As stored.
    bytes      bigint      NOT NULL DEFAULT 0
);

CREATE TABLE sound_chunk (
    sound        uuid    NOT NULL REFERENCES sound ON DELETE CASCADE,
    number       integer NOT NULL,
    first_sample bigint  NOT NULL,
    samples      integer NOT NULL,
    -- µ-law, deflated (RFC 1951).
    data         bytea   NOT NULL,
    PRIMARY KEY (sound, number)
);
-- It is compressed already.
ALTER TABLE sound_chunk ALTER COLUMN data SET STORAGE EXTERNAL;

CREATE TABLE recording (
    sound        uuid        PRIMARY KEY REFERENCES sound ON DELETE CASCADE,
    -- Whoever knows it may write: 128 random bits.
    key          text        NOT NULL UNIQUE,
    context      text        NOT NULL,
    number       text        NOT NULL,
    purpose      jsonb       NOT NULL,
    shortest     bigint      NOT NULL,
    longest      bigint      NOT NULL,
    lease_until  timestamptz NOT NULL,
    -- No more chunks: it is a comment that waits to be forwarded.
    finished     boolean     NOT NULL DEFAULT false
);
CREATE INDEX ON recording (lease_until);

CREATE TABLE message (
    id            uuid        PRIMARY KEY REFERENCES sound,
    context       text        NOT NULL,
    number        text        NOT NULL,
    folder        smallint    NOT NULL,
    caller_name   text,
    caller_number text,
    left_at       timestamptz NOT NULL,
    samples       bigint      NOT NULL,
    heard_at      timestamptz,
    urgent        boolean     NOT NULL,
    call_id       text        NOT NULL
);
CREATE INDEX ON message (context, number, folder);
CREATE INDEX ON message (left_at);

CREATE TABLE greeting (
    context     text        NOT NULL,
    number      text        NOT NULL,
    kind        text        NOT NULL,
    sound       uuid        NOT NULL REFERENCES sound,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (context, number, kind)
);

-- Whose messages were changed by which transaction last. Its row is the mailbox's turn: facts keep their order by it.
CREATE TABLE mailbox_change (
    context     text NOT NULL,
    number      text NOT NULL,
    transaction xid8 NOT NULL,
    PRIMARY KEY (context, number)
);
CREATE INDEX ON mailbox_change (transaction);

-- E-mail that has not gone yet; a row goes with its mail, or with its message.
CREATE TABLE mail (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message    uuid        NOT NULL REFERENCES message ON DELETE CASCADE,
    kind       text        NOT NULL,
    recipient  text        NOT NULL,
    -- How many new messages there were, this one included.
    place      integer     NOT NULL,
    attempts   integer     NOT NULL DEFAULT 0,
    not_before timestamptz NOT NULL
);
CREATE INDEX ON mail (not_before);
CREATE INDEX ON mail (message);

-- What capabilities and tokens are signed with, by all replicas alike.
CREATE TABLE signing_key (
    name text  PRIMARY KEY,
    key  bytea NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE
    ON sound, sound_chunk, recording, message, greeting, mailbox_change, mail, signing_key TO ${roles};
