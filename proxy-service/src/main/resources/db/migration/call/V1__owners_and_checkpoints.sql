-- Calls in progress, so that they can be closed or taken over when the proxy that owns them is lost.

-- One row a proxy instance. The epoch grows with each start; what an earlier epoch still writes is refused.
CREATE TABLE ${schema}.owner (
    instance    text PRIMARY KEY,
    epoch       bigint NOT NULL,
    lease_until timestamptz NOT NULL
);

-- The last known state of each call, overwritten in place; a call that has ended has no row.
CREATE TABLE ${schema}.checkpoint (
    call_id    text PRIMARY KEY,
    instance   text NOT NULL,
    epoch      bigint NOT NULL,
    state      text NOT NULL,
    updated_at timestamptz NOT NULL
) WITH (fillfactor = 50);

GRANT SELECT, INSERT, UPDATE, DELETE ON ${schema}.owner, ${schema}.checkpoint TO ${roles};
