package io.carillon.voicemail;

import io.carillon.voicemail.mailbox.MailboxFile;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;

/** Brings the service up: the schema is migrated by now, the mailboxes are loaded before anybody is answered. */
@ApplicationScoped
class VoicemailStart {
    /** A wrong file is logged, and the mailboxes of the last good one stay in force. */
    void start(@Observes StartupEvent event, MailboxFile file) throws SQLException {
        file.load();
    }
}
