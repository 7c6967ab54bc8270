package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.Service;
import io.carillon.testkit.Watch;
import io.carillon.testkit.phone.Phone;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A message that is left by telephone and comes by mail, at a real server, which a test stops: its tests run one by one. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class VoicemailMailTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    private final Lab lab;

    VoicemailMailTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void a_message_comes_by_mail_once_with_the_same_sound() throws Exception {
        try (Phone caller = lab.registered();
                Phone owner = lab.withMailbox(LabConfiguration.MAILED)) {
            AtVoicemail.leave(caller, owner);

            assertMailed(caller, owner, LabConfiguration.MAILED);
        }
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void while_the_mail_server_is_away_mail_waits_and_comes_once() throws Exception {
        try (Phone caller = lab.registered();
                Phone owner = lab.withMailbox(LabConfiguration.MAILED_TOO)) {
            lab.mail().stop();
            try {
                AtVoicemail.leave(caller, owner);
                owner.awaitMessage("the lamp", AtVoicemail.lamp("Messages-Waiting: yes"));
                Watch.until("mail to wait", SOON, () -> waiting() > 0, this::log);
            } finally {
                lab.mail().start();
            }

            assertMailed(caller, owner, LabConfiguration.MAILED_TOO);
        }
    }

    private void assertMailed(Phone caller, Phone owner, int mailbox) throws Exception {
        String address = LabConfiguration.addressOf(mailbox);
        Watch.until("mail to " + address, SOON, () -> !to(address).isEmpty(), this::log);
        Watch.until("no mail to wait any more", SOON, () -> waiting() == 0, this::log);

        List<MimeMessage> mails = to(address);
        assertThat(mails).hasSize(1);
        byte[] attached = ((Multipart) mails.getFirst().getContent())
                .getBodyPart(1)
                .getInputStream()
                .readAllBytes();
        byte[] kept = AtVoicemail.wav(
                lab, owner, AtVoicemail.messages(lab, owner, "INBOX").getFirst());
        assertThat(attached).isEqualTo(kept);
        assertThat(AtVoicemail.spoken(caller, attached)).isGreaterThan(Duration.ofMillis(1_400));
    }

    /** Of all mailboxes. */
    private double waiting() {
        try {
            return lab.metric(Service.VOICEMAIL, "carillon_voicemail_mails_waiting");
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    private String log() {
        return lab.wholeLog(Service.VOICEMAIL).linesWith("ail").toString();
    }

    private List<MimeMessage> to(String address) {
        return Arrays.stream(lab.mail().getReceivedMessages())
                .filter(mail -> {
                    try {
                        return Arrays.toString(mail.getAllRecipients()).contains(address);
                    } catch (MessagingException broken) {
                        throw new AssertionError(broken);
                    }
                })
                .toList();
    }
}
