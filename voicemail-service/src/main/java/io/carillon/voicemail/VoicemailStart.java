package io.carillon.voicemail;

import io.carillon.voicemail.capability.Capabilities;
import io.carillon.voicemail.mail.MailSender;
import io.carillon.voicemail.mailbox.MailboxDirectory;
import io.carillon.voicemail.mailbox.MailboxFile;
import io.carillon.voicemail.message.StoreParts;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;

/** Brings the service up: the schema is migrated by now, the mailboxes are loaded before anybody is answered. */
@ApplicationScoped
class VoicemailStart {
    /** A wrong file is logged, and the mailboxes of the last good one stay in force. */
    void start(
            @Observes StartupEvent event,
            MailboxFile file,
            MailboxDirectory boxes,
            Capabilities capabilities,
            StoreParts store,
            MailSender mail)
            throws SQLException {
        file.load();
        boxes.follow();
        capabilities.load();
        store.start();
        mail.start();
    }
}
