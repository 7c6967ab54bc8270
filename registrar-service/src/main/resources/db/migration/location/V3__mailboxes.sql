-- Whose lamp tells of which mailbox. Voicemail needs to know this of an account, and nothing else.
CREATE VIEW location.v1_account_mailbox AS
SELECT name AS account, unnest(mailboxes) AS mailbox FROM location.account;

COMMENT ON VIEW location.v1_account_mailbox IS 'mailbox= of each account. Columns are only ever added.';
COMMENT ON COLUMN location.v1_account_mailbox.mailbox IS 'number@context';

GRANT SELECT ON location.v1_account_mailbox TO registrar, proxy, voicemail;
