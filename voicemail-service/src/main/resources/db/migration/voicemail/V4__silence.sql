-- Samples of silence at its end, which ended it: no part of what was said.
ALTER TABLE recording ADD COLUMN silence bigint NOT NULL DEFAULT 0;
