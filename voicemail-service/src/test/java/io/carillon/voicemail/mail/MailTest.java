package io.carillon.voicemail.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import io.carillon.sound.g711.MuLaw;
import io.carillon.voicemail.Left;
import io.carillon.voicemail.RealParts;
import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.mailbox.MailboxDirectory;
import io.carillon.voicemail.mailbox.MailboxFile;
import io.carillon.voicemail.message.Chunks;
import io.carillon.voicemail.message.MessageId;
import io.carillon.voicemail.message.MessageStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.mailer.Mailer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a real mail server, which a test stops. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class MailTest {
    private static final Mailbox.Key ZOE = new Mailbox.Key("mail", "3000");
    private static final Mailbox.Key GONE = new Mailbox.Key("mail", "3001");
    private static final Mailbox.Key PAGED = new Mailbox.Key("mail", "3002");
    private static final Duration LENGTH = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int HEADER = 44;

    /** Given by {@link RealParts}. */
    @Nullable
    GreenMail server;

    @ConfigProperty(name = "carillon.config.dir")
    Path folder;

    @Inject
    MailboxFile file;

    @Inject
    MailboxDirectory directory;

    @Inject
    MessageStore store;

    @Inject
    Chunks chunks;

    @Inject
    DataSource database;

    @Inject
    MailQueue queue;

    @Inject
    Mailer mailer;

    @BeforeEach
    void boxes() throws Exception {
        Files.writeString(folder.resolve("voicemail.conf"), """
                [general]
                attach=yes
                serveremail=pbx@example.com
                fromstring=Le PBX à nous
                emailsubject=Message ${VM_MSGNUM} de ${VM_CIDNAME}
                emailbody=Bonjour ${VM_NAME},\\n${VM_DUR} pour ${VM_MAILBOX}, ${VM_CIDNUM}, ${VM_DATE}.\\n
                emaildateformat=%Y
                [mail]
                3000 => 1, Zoé Müller, zoe@example.com
                3001 => 1, Gone, gone@example.com, , delete=yes
                3002 => 1, Paged, , pager@example.com
                """);
        file.load();
        await().until(() -> directory.find(PAGED).isPresent());
        server().purgeEmailFromAllMailboxes();
    }

    private GreenMail server() {
        return Objects.requireNonNull(server);
    }

    @Test
    void a_message_goes_by_mail_with_its_texts_and_its_sound() throws Exception {
        MessageId id = Left.in(ZOE, store, chunks, LENGTH);

        MimeMessage mail = received("zoe@example.com").getFirst();
        // The same for a mail that is sent again because its sender was killed: whoever reads it sees it once.
        assertThat(mail.getMessageID()).isEqualTo("<" + id + ".EMAIL@localhost>");
        assertThat(mail.getSubject()).isEqualTo("Message 1 de Zoé Zäh");
        InternetAddress from = (InternetAddress) mail.getFrom()[0];
        assertThat(from.getAddress()).isEqualTo("pbx@example.com");
        assertThat(from.getPersonal()).isEqualTo("Le PBX à nous");
        assertThat(((InternetAddress) mail.getAllRecipients()[0]).getPersonal()).isEqualTo("Zoé Müller");
        Multipart parts = (Multipart) mail.getContent();
        assertThat(text(parts)).contains("Bonjour Zoé Müller,\r\n0:02 pour 3000, 200, 20");
        BodyPart sound = parts.getBodyPart(1);
        assertThat(sound.getFileName()).isEqualTo("msg0000.wav");
        byte[] wav = sound.getInputStream().readAllBytes();
        byte[] heard = new byte[(wav.length - HEADER) / 2];
        for (int i = 0; i < heard.length; i++) {
            int at = HEADER + 2 * i;
            heard[i] = MuLaw.encode((short) ((wav[at] & 0xFF) | (wav[at + 1] << 8)));
        }
        assertThat(heard).isEqualTo(Left.tone(LENGTH));
    }

    @Test
    void a_pager_gets_a_few_words_and_no_sound() throws Exception {
        Left.in(PAGED, store, chunks, LENGTH);

        MimeMessage mail = received("pager@example.com").getFirst();
        assertThat(mail.getSubject()).isEqualTo("New VM");
        assertThat(mail.getContent().toString()).contains("New 0:02 long message in box 3002");
    }

    @Test
    void a_message_that_is_to_be_deleted_goes_with_its_mail() throws Exception {
        MessageId id = Left.in(GONE, store, chunks, LENGTH);

        assertThat(received("gone@example.com")).hasSize(1);
        await().atMost(SOON).until(() -> store.message(GONE, id).isEmpty());
    }

    @Test
    void mail_waits_while_its_server_is_down_and_two_replicas_send_it_once() throws Exception {
        MailSender other = new MailSender(
                database, queue, directory, store, mailer, new SimpleMeterRegistry(), "other.example.com");
        other.start();
        server().stop();
        try {
            for (int i = 0; i < 5; i++) {
                Left.in(ZOE, store, chunks, LENGTH);
            }
            await().atMost(SOON).until(() -> attempts() > 0);
        } finally {
            server().start();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> waiting() == 0);
        other.stop(new ShutdownEvent());

        assertThat(received("zoe@example.com")).hasSize(5);
        assertThat(received("zoe@example.com").stream().map(MailTest::id)).doesNotHaveDuplicates();
    }

    private static String id(MimeMessage mail) {
        try {
            return mail.getMessageID();
        } catch (MessagingException broken) {
            throw new AssertionError(broken);
        }
    }

    private long attempts() throws Exception {
        return number("SELECT coalesce(max(attempts), 0) FROM voicemail.mail");
    }

    private long waiting() throws Exception {
        return number("SELECT count(*) FROM voicemail.mail");
    }

    private long number(String query) throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<MimeMessage> received(String address) {
        return await().atMost(SOON).until(() -> to(address), mails -> !mails.isEmpty());
    }

    private List<MimeMessage> to(String address) {
        return Stream.of(server().getReceivedMessages())
                .filter(mail -> isTo(mail, address))
                .toList();
    }

    private static boolean isTo(MimeMessage mail, String address) {
        try {
            return Arrays.stream(mail.getAllRecipients()).map(Address::toString).anyMatch(to -> to.contains(address));
        } catch (MessagingException broken) {
            throw new AssertionError(broken);
        }
    }

    private static String text(Multipart parts) throws Exception {
        Object first = parts.getBodyPart(0).getContent();
        return first instanceof Multipart inner ? text(inner) : first.toString();
    }
}
