package io.carillon.voicemail.mail;

import io.carillon.voicemail.mailbox.MailboxDirectory;
import io.carillon.voicemail.message.Delivered;
import io.carillon.voicemail.message.Message;
import io.carillon.voicemail.sound.SoundTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Puts a row for each e-mail that a message causes, in the message's transaction: what is delivered is mailed, and what is not
 * is not. Without a mail server ({@code quarkus.mailer.host}) there is nothing to queue.
 */
@ApplicationScoped
class MailQueue implements Delivered {
    private static final String INSERT = """
            INSERT INTO voicemail.mail (message, kind, recipient, place, not_before)
            VALUES (?, ?, ?, ?, clock_timestamp())""";

    private final MailboxDirectory boxes;
    private final boolean mails;

    /** Who gets it. */
    enum Kind {
        /** With the recording, where it is to be attached. */
        EMAIL,
        /** A few words. */
        PAGER
    }

    @Inject
    MailQueue(MailboxDirectory boxes, @ConfigProperty(name = "quarkus.mailer.host") Optional<String> server) {
        this.boxes = boxes;
        this.mails = server.filter(host -> !host.isBlank()).isPresent();
    }

    boolean mails() {
        return mails;
    }

    @Override
    public void delivered(Connection connection, Message message, int place) throws SQLException {
        Optional<MailboxDirectory.Entry> box = boxes.find(message.box());
        if (!mails || box.isEmpty()) {
            return;
        }
        Optional<String> email = box.get().line().email();
        if (email.isPresent()) {
            insert(connection, message, Kind.EMAIL, email.get(), place);
        }
        Optional<String> pager = box.get().line().pager();
        if (pager.isPresent()) {
            insert(connection, message, Kind.PAGER, pager.get(), place);
        }
    }

    private static void insert(Connection connection, Message message, Kind kind, String recipient, int place)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, SoundTable.uuid(message.sound()));
            statement.setString(2, kind.name());
            statement.setString(3, recipient);
            statement.setInt(4, place);
            statement.executeUpdate();
        }
    }
}
