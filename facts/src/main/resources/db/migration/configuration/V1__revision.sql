-- What the administrator's files said, one numbered revision a change. The service that owns a file commits it.
CREATE TABLE revision (
    file         text        NOT NULL,
    number       bigint      NOT NULL CHECK (number > 0),
    sources      jsonb       NOT NULL,
    sha256       text        NOT NULL,
    committed_at timestamptz NOT NULL,
    committed_by text        NOT NULL,
    PRIMARY KEY (file, number)
);

COMMENT ON COLUMN revision.sources IS 'The files as read, the main one first: [{"name": …, "text": …}]; secrets are taken out before';

GRANT SELECT, INSERT, DELETE ON revision TO ${roles};
