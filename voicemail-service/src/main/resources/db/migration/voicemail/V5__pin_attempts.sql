-- Wrong PINs of a mailbox, by telephone and by HTTP, of all replicas: those from each phone of its owner's by themselves.
CREATE TABLE pin_attempts (
    context    text        NOT NULL,
    number     text        NOT NULL,
    -- One whose mailbox= names the mailbox; empty: everybody else.
    account    text        NOT NULL,
    failures   integer     NOT NULL,
    failed_at  timestamptz NOT NULL,
    -- No PIN is looked at before.
    not_before timestamptz NOT NULL,
    PRIMARY KEY (context, number, account)
);

ALTER TABLE mailbox DROP COLUMN pin_failures, DROP COLUMN pin_failed_at, DROP COLUMN pin_not_before;

GRANT SELECT, INSERT, UPDATE, DELETE ON pin_attempts TO ${roles};
