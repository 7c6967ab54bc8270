-- Facts that Kafka will never take (too large, a topic that is forbidden). They stand here so that the others flow; the
-- newest 10,000 are kept. Once the cause is gone they are sent again by
--   INSERT INTO outbox (id, topic, key, event) SELECT id, topic, key, event FROM outbox_refused ORDER BY position;
-- and deleted here. A fact that comes late is behind younger ones of its key.
CREATE TABLE outbox_refused (
    position bigint      PRIMARY KEY,
    id       text        NOT NULL,
    topic    text        NOT NULL,
    key      text        NOT NULL,
    event    text        NOT NULL,
    written  timestamptz NOT NULL,
    refused  timestamptz NOT NULL DEFAULT now(),
    error    text        NOT NULL
);

COMMENT ON TABLE outbox_refused IS 'Facts that Kafka refused for good, with what it said';

GRANT SELECT, INSERT, DELETE ON outbox_refused TO ${roles};
