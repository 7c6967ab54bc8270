-- Mailboxes as voicemail.conf gives them, with what their owners changed by telephone.
CREATE TABLE mailbox (
    context        text    NOT NULL,
    number         text    NOT NULL,
    name           text,
    email          text,
    pager          text,
    -- PBKDF2; NULL: nobody can listen by telephone.
    pin            text,
    -- PBKDF2 of the PIN that was last taken from the file: the owner's own stays until the file's changes.
    file_pin       text,
    pin_changeable boolean NOT NULL,
    options        jsonb   NOT NULL,
    -- false: no longer in the file. The row stays, so that a file that is lost and found again costs nobody a PIN.
    configured     boolean NOT NULL,
    PRIMARY KEY (context, number)
);

-- What was last taken over, PINs and all, as PBKDF2: a restart with the same files hashes once and not once a mailbox.
CREATE TABLE configuration_taken (
    file   text PRIMARY KEY,
    digest text NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON mailbox, configuration_taken TO ${roles};
