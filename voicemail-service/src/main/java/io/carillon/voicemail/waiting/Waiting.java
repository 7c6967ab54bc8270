package io.carillon.voicemail.waiting;

import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.message.MailboxCounts;
import io.carillon.voicemail.message.MessageStore;
import io.carillon.voicemail.message.StoreAway;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;

/** What lamps are to be told, now. Blocks; any thread. What cannot be read because PostgreSQL is away is empty, and told. */
@ApplicationScoped
class Waiting {
    private static final Logger LOG = Logger.getLogger(Waiting.class);

    private final MessageStore store;
    private final Owners owners;

    Waiting(MessageStore store, Owners owners) {
        this.store = store;
        this.owners = owners;
    }

    /** What an account's lamp is to show. */
    sealed interface Known {
        record Summary(MessageSummary summary) implements Known {}

        /** sip.conf gives the account no mailbox, or there is no such account. */
        record NoMailbox() implements Known {}

        record Away() implements Known {}
    }

    Known of(String account) {
        try {
            List<Mailbox.Key> boxes = owners.mailboxes(account);
            return boxes.isEmpty()
                    ? new Known.NoMailbox()
                    : new Known.Summary(MessageSummary.of(
                            account, boxes.stream().map(store::counts).toList()));
        } catch (SQLException | StoreAway away) {
            LOG.warnf("The lamp of %s is not told: PostgreSQL is away (%s)", account, away.getMessage());
            return new Known.Away();
        }
    }

    /** The accounts whose phones are to be told that a mailbox has changed, by this replica; none where another one does. */
    List<String> changed(Mailbox.Key box) {
        try {
            MailboxCounts counts = store.counts(box);
            return owners.claim(box, counts) ? owners.accounts(box) : List.of();
        } catch (SQLException | StoreAway away) {
            LOG.warnf(
                    "Lamps of %s@%s are not told: PostgreSQL is away (%s)",
                    box.number(), box.context(), away.getMessage());
            return List.of();
        }
    }

    /** Where an account's lamps are. */
    List<Contact> contacts(String account) {
        try {
            return owners.contacts(account);
        } catch (SQLException away) {
            LOG.warnf("The phones of %s are not told: PostgreSQL is away (%s)", account, away.getMessage());
            return List.of();
        }
    }
}
