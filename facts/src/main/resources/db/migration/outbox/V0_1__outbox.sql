-- Facts wait here until Kafka has them. Every schema that tells facts has one.
CREATE TABLE outbox (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id       text        NOT NULL,
    topic    text        NOT NULL,
    key      text        NOT NULL,
    event    text        NOT NULL,
    written  timestamptz NOT NULL DEFAULT now()
) WITH (
    -- Rows live for milliseconds: the usual fifth of a table that is empty most of the time is no measure.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_insert_scale_factor = 0,
    autovacuum_vacuum_insert_threshold = 100000
);

COMMENT ON TABLE outbox IS 'Facts on their way to Kafka, in order of position; deleted once the broker has them';

GRANT USAGE ON SCHEMA ${schema} TO ${roles};
GRANT SELECT, INSERT, DELETE ON outbox TO ${roles};
