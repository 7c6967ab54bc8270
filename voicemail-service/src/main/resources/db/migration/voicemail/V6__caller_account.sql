-- Whose phone left it, if it was one of ours: facts name callers so.
ALTER TABLE message ADD COLUMN caller_account text;
