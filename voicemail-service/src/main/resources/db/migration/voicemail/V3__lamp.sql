-- What lamps were last told of a mailbox. Whoever changes the row tells it: of all replicas that hear of a change, one.
CREATE TABLE lamp (
    context text    NOT NULL,
    number  text    NOT NULL,
    fresh   integer NOT NULL,
    old     integer NOT NULL,
    urgent  integer NOT NULL,
    PRIMARY KEY (context, number)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON lamp TO ${roles};
