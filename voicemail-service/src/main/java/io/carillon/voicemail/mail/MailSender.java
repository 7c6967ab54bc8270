package io.carillon.voicemail.mail;

import io.carillon.config.voicemail.MailSettings;
import io.carillon.facts.Outage;
import io.carillon.facts.Rounds;
import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.mailbox.MailboxDirectory;
import io.carillon.voicemail.message.Message;
import io.carillon.voicemail.message.MessageId;
import io.carillon.voicemail.message.MessageStore;
import io.carillon.voicemail.sound.SoundRendering;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Empties the queue of e-mail. A replica holds the row of the mail it sends, so that the others pass over it, and deletes the row
 * once the server has taken the mail. Only a replica that dies between the two, or a server that takes a mail and does not
 * say so, makes a second one; both carry one Message-ID. While the server refuses, a mail waits longer each time.
 *
 * <p>Owns a virtual thread once it is started.
 */
@ApplicationScoped
public class MailSender {
    private static final Logger LOG = Logger.getLogger(MailSender.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** What servers take, as they come. A longer message is attached as GSM, or not at all. */
    private static final long LARGEST = 20_000_000;
    /** With the back-off's quarter of an hour, some three days: what a mail server itself would try. */
    static final int MOST_ATTEMPTS = 300;

    private final DataSource database;
    private final MailQueue queue;
    private final MailboxDirectory boxes;
    private final MessageStore store;
    private final Mailer mailer;
    private final String host;
    private final Outage outage = new Outage(LOG, "The mail server", "mail waits");
    private final Counter sent;
    private final Counter givenUp;
    private volatile long waiting;
    private volatile Optional<Rounds> rounds = Optional.empty();

    @Inject
    MailSender(
            DataSource database,
            MailQueue queue,
            MailboxDirectory boxes,
            MessageStore store,
            Mailer mailer,
            MeterRegistry metrics,
            @ConfigProperty(name = "carillon.mail.domain") String host) {
        this.database = database;
        this.queue = queue;
        this.boxes = boxes;
        this.store = store;
        this.mailer = mailer;
        this.host = host;
        sent = counter("sent", metrics);
        givenUp = counter("given_up", metrics);
        Gauge.builder("carillon.voicemail.mails.waiting", this, sender -> sender.waiting)
                .description("E-mails that the mail server has not taken yet, of all replicas")
                .register(metrics);
    }

    private static Counter counter(String outcome, MeterRegistry metrics) {
        return Counter.builder("carillon.voicemail.mails")
                .description("E-mails of this replica that the mail server took or will never take")
                .tag("outcome", outcome)
                .register(metrics);
    }

    /** Begins to send, where there is a mail server. */
    public void start() {
        if (!queue.mails()) {
            LOG.info("No e-mail is sent: quarkus.mailer.host names no server");
            return;
        }
        Outage away = new Outage(LOG, "PostgreSQL", "no e-mail is sent");
        rounds = Optional.of(Rounds.start("voicemail-mail", PAUSE, away, this::round));
    }

    void stop(@Observes ShutdownEvent event) {
        rounds.ifPresent(Rounds::close);
    }

    private void round() throws SQLException, InterruptedException {
        waiting = count();
        if (waiting > 0) {
            boolean more = true;
            while (more && !Thread.currentThread().isInterrupted()) {
                more = one();
            }
            waiting = count();
        }
    }

    private long count() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return MailTable.count(connection);
        }
    }

    /** Returns whether to go on at once: not while the server refuses. */
    private boolean one() throws SQLException {
        Optional<Message> delivered = Optional.empty();
        boolean taken;
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Optional<MailTable.Row> row = MailTable.take(connection);
                taken = row.isPresent() && send(connection, row.get());
                if (taken) {
                    delivered = row.flatMap(mail -> goesWithItsMail(mail.box(), mail.message()));
                }
                connection.commit();
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            }
        }
        delivered.ifPresent(message -> store.delete(message.box(), List.of(message.id())));
        return taken;
    }

    /** {@code delete=yes}. */
    private Optional<Message> goesWithItsMail(Mailbox.Key box, MessageId message) {
        return boxes.find(box)
                .filter(entry -> entry.settings().mail().delete())
                .flatMap(_ -> store.message(box, message));
    }

    private boolean send(Connection connection, MailTable.Row row) throws SQLException {
        Optional<MailboxDirectory.Entry> box = boxes.find(row.box());
        Optional<Message> message = store.message(row.box(), row.message());
        if (box.isEmpty() || message.isEmpty()) {
            MailTable.remove(connection, row);
            return true;
        }
        try {
            mailer.send(mail(row, box.get(), message.get()));
        } catch (IOException | RuntimeException refused) {
            return refused(connection, row, refused);
        }
        outage.off();
        sent.increment();
        MailTable.remove(connection, row);
        return true;
    }

    private boolean refused(Connection connection, MailTable.Row row, Exception why) throws SQLException {
        outage.on(String.valueOf(why.getMessage()));
        if (row.attempts() + 1 >= MOST_ATTEMPTS) {
            LOG.errorf(
                    "The e-mail about message %s is given up after %d attempts: %s",
                    row.message(), MOST_ATTEMPTS, why.getMessage());
            givenUp.increment();
            MailTable.remove(connection, row);
        } else {
            MailTable.later(connection, row);
        }
        return false;
    }

    private Mail mail(MailTable.Row row, MailboxDirectory.Entry box, Message message) throws IOException {
        Letter letter = Letter.of(row.kind(), box, message, row.recipient(), row.place(), host);
        Mail mail = Mail.withText(letter.recipient(), letter.subject(), letter.body())
                .setFrom(letter.sender())
                .addHeader("Message-ID", "<" + row.message() + "." + row.kind() + "@" + host + ">");
        MailSettings settings = box.settings().mail();
        if (row.kind() == MailQueue.Kind.EMAIL && settings.attach()) {
            attach(mail, message, settings.format(), row.place());
        }
        return mail;
    }

    private void attach(Mail mail, Message message, MailSettings.Format wanted, int place) throws IOException {
        long samples = message.length().toMillis() * 8;
        SoundRendering rendering = new SoundRendering(wanted, samples);
        if (rendering.size() > LARGEST) {
            rendering = new SoundRendering(MailSettings.Format.WAV_GSM, samples);
        }
        Optional<InputStream> sound = store.open(message.sound(), 0);
        if (sound.isEmpty() || rendering.size() > LARGEST) {
            LOG.warnf("Message %s is told by e-mail without its recording", message.id());
            return;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) rendering.size());
        try (InputStream stored = sound.get()) {
            rendering.write(stored, out, 0, rendering.size());
        }
        String name = "msg%04d.%s".formatted(place - 1, rendering.extension());
        mail.addAttachment(name, out.toByteArray(), rendering.mediaType());
    }
}
