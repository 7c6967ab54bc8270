package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.local.Service;
import io.carillon.testkit.Watch;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers and owners who hang up wherever they are: nothing of the call remains, and the next one is answered. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class VoicemailHangUpTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration A_WORD = Duration.ofMillis(600);
    private static final double MOSTLY = 0.8;

    private final Lab lab;

    VoicemailHangUpTest(Lab lab) {
        this.lab = lab;
    }

    /**
     * What is dialled and the way to the hang-up, step by step: a prompt that is waited for, {@code !} and keys that are
     * pressed, {@code speak}, and {@code message} for the sound of the message that was left before.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "87 vm-theperson",
                "87 vm-intro",
                "82 beep",
                "82 beep speak",
                "87 vm-theperson !# beep speak !# auth-thankyou"
            })
    void whoever_leaves_a_message_hangs_up(String way) throws Exception {
        try (Phone caller = lab.registered();
                Phone owner = lab.withMailbox()) {
            String number = way.substring(0, 2) + owner.user().substring(1);
            OutgoingCall call = go(caller.call(number), way, owner);

            assertNothingRemains(call, number, Lab.mailboxOf(owner));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"82 beep speak !# vm-review", "82 beep speak !#1 vm-msgsaved"})
    void whoever_reviews_a_message_hangs_up(String way) throws Exception {
        try (Phone caller = lab.registered()) {
            String number = way.substring(0, 2) + LabConfiguration.WITH_REVIEW;
            OutgoingCall call = go(caller.call(number), way, caller);

            assertNothingRemains(call, number, "7" + LabConfiguration.WITH_REVIEW);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "886 vm-login",
                "885 vm-password",
                "885 vm-password !1# vm-incorrect",
                "887 vm-youhave",
                "887 vm-opts",
                "887 vm-youhave !2 vm-changeto",
                "887 vm-youhave !3 vm-starmain",
                "887 vm-youhave !0 vm-options",
                "887 vm-youhave !01 beep speak",
                "887 vm-youhave !01 beep speak !# vm-review",
                "887 vm-youhave !04 vm-tempgreeting",
                "887 vm-youhave !05 vm-newpassword",
                "887 vm-youhave !#"
            })
    void an_owner_hangs_up(String way) throws Exception {
        try (Phone owner = lab.withPin()) {
            String number = way.substring(0, 3);
            OutgoingCall call = go(owner.call(number), way, owner);

            assertNothingRemains(call, number, Lab.mailboxOf(owner));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "887 vm-onefor",
                "887 vm-youhave !1 vm-first",
                "887 vm-youhave !11 message",
                "887 vm-youhave !11 vm-advopts",
                "887 vm-youhave !11 message !7 vm-deleted",
                "887 vm-youhave !11 message !8 vm-whichbox",
                "887 vm-youhave !11 message !8720# vm-forwardoptions",
                "887 vm-youhave !11 message !8720#1 beep speak",
                "887 vm-youhave !11 message !9 vm-savefolder",
                "887 vm-youhave !11 message !92 vm-savedto"
            })
    void an_owner_with_a_message_hangs_up(String way) throws Exception {
        try (Phone caller = lab.registered();
                Phone owner = lab.withMailbox()) {
            AtVoicemail.leave(caller, owner, A_WORD.multipliedBy(2));
            String number = way.substring(0, 3);
            OutgoingCall call = go(owner.call(number), way, caller);

            assertNothingRemains(call, number, Lab.mailboxOf(owner));
            assertThat(kept(owner)).isEqualTo(way.contains("vm-deleted") ? 0 : 1);
        }
    }

    /** @param heard whose message is heard */
    private static OutgoingCall go(OutgoingCall call, String way, Phone heard) {
        call.awaitAnswered();
        Duration at = Duration.ZERO;
        for (String step : way.substring(way.indexOf(' ') + 1).split(" ")) {
            if (step.startsWith("!")) {
                AtVoicemail.press(call, step.substring(1));
            } else if (step.equals("speak")) {
                AtVoicemail.speak(call, A_WORD);
            } else if (step.equals("message")) {
                Watch.until(
                        "the message",
                        SOON,
                        () -> hears(call, heard),
                        call.audio().ear()::toString);
            } else {
                at = PromptsHeard.in(call, "en", at, step);
            }
        }
        return call;
    }

    private static boolean hears(OutgoingCall call, Phone heard) {
        return call.audio().ear().listen(A_WORD).shareOf(heard.tone()) > MOSTLY;
    }

    private void assertNothingRemains(OutgoingCall call, String number, String mailbox) {
        Set<String> dialogs = dialogs(call);
        assertThat(dialogs).isNotEmpty();
        call.hangUp();

        Watch.until("no call", SOON, () -> dialogs(call).isEmpty(), call.ladder()::toString);
        Watch.until(
                "the relay to have no session of the call",
                SOON,
                () -> sessions().stream().noneMatch(dialogs::contains),
                () -> dialogs + " of " + sessions());
        Watch.until("no recording", SOON, () -> recordings(mailbox) == 0, call.ladder()::toString);
        OutgoingCall next = call.phone().call(number).awaitAnswered();
        next.audio().ear().awaitPackets(5);
        next.hangUp();
    }

    private int kept(Phone owner) throws IOException, InterruptedException {
        int kept = 0;
        for (String folder : List.of("INBOX", "Old", "Work")) {
            kept += AtVoicemail.messages(lab, owner, folder).size();
        }
        return kept;
    }

    /** The Call-IDs of the phone's dialog and of that with voicemail. */
    private Set<String> dialogs(OutgoingCall call) {
        Set<String> ids = new HashSet<>();
        for (JsonNode one : get(Service.PROXY, "/calls?limit=200").path("calls")) {
            Set<String> dialogs = new HashSet<>(one.path("channels").findValuesAsText("sipCallId"));
            if (dialogs.contains(call.callId())) {
                ids.addAll(dialogs);
            }
        }
        return ids;
    }

    private Set<String> sessions() {
        return new HashSet<>(get(Service.MEDIA_RELAY, "/sessions?limit=200").findValuesAsText("callId"));
    }

    private JsonNode get(Service service, String path) {
        try {
            return lab.get(service, path);
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    private int recordings(String mailbox) {
        var carillon = lab.carillon();
        try (Connection connection =
                        DriverManager.getConnection(carillon.jdbcUrl(), "postgres", carillon.password("postgres"));
                PreparedStatement statement =
                        connection.prepareStatement("SELECT count(*) FROM voicemail.recording WHERE number = ?")) {
            statement.setString(1, mailbox);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException broken) {
            throw new AssertionError(broken);
        }
    }
}
