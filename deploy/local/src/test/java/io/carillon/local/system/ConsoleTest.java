package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.local.Service;
import io.carillon.local.console.Console;
import io.carillon.local.console.Replicas;
import io.carillon.testkit.Watch;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an administrator is shown of a Carillon that runs, and what the console ends. */
@Disturbing("counts the calls of all tests, and ends them")
class ConsoleTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Lab lab;

    ConsoleTest(Lab lab) {
        this.lab = lab;
    }

    /** What came of a command. */
    private record Said(boolean ok, String text) {
        List<String> lines() {
            return text.lines().toList();
        }

        String line(String begin) {
            return text.lines()
                    .filter(line -> line.strip().startsWith(begin))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no line begins with " + begin + " in\n" + text));
        }
    }

    private Said say(String command, boolean json) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Replicas replicas =
                new Replicas(at(Service.PROXY), at(Service.REGISTRAR), at(Service.MEDIA_RELAY), at(Service.VOICEMAIL));
        Console console =
                new Console(replicas, Optional.empty(), json, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        boolean ok = console.run(command);
        return new Said(ok, bytes.toString(StandardCharsets.UTF_8));
    }

    /** Tests before may have left calls whose phones are gone. */
    @BeforeEach
    void quiet() throws Exception {
        done("channel request hangup all");
        Watch.until("no call to be left", PATIENCE, this::isQuiet, () -> "");
    }

    private boolean isQuiet() {
        try {
            return json("core show channels").path("activeCalls").asInt() == 0;
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }

    private List<URI> at(Service service) {
        return List.of(lab.carillon().http(service, 1));
    }

    private String done(String command) throws Exception {
        Said said = say(command, false);
        assertThat(said.ok()).as(said.text()).isTrue();
        return said.text();
    }

    private JsonNode json(String command) throws Exception {
        return JSON.readTree(say(command, true).text());
    }

    private String channelOf(Phone phone) throws Exception {
        Matcher name = Pattern.compile("SIP/" + phone.user() + "-[0-9a-f]{8}").matcher(done("core show channels"));
        assertThat(name.find()).as("a channel of " + phone.user()).isTrue();
        return name.group();
    }

    @Test
    void the_channels_of_a_call_are_shown_with_what_the_plan_does() throws Exception {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            Said plain = say("core show channels", false);
            assertThat(plain.lines().getFirst()).matches("Channel +Location +State +Application\\(Data\\)");
            assertThat(plain.line("SIP/" + alice.user()))
                    .contains(Lab.numberOf(bob) + "@tests:1", " Up ", "Dial(SIP/" + bob.user() + ",30)");
            assertThat(plain.line("SIP/" + bob.user())).contains("(None)", " Up ", "AppDial((Outgoing Line))");
            assertThat(plain.line("2 active")).isEqualTo("2 active channels");
            assertThat(plain.line("1 active")).isEqualTo("1 active call");
            assertThat(done("core show channels concise").lines().toList())
                    .hasSize(2)
                    .allMatch(line -> line.split("!", -1).length == 14);
            assertThat(done("core show channel " + channelOf(alice)))
                    .contains("Call-ID: " + talk.caller().callId(), "Caller ID: " + Lab.numberOf(alice));
            JsonNode call = json("core show channels").at("/calls/0");
            assertThat(call.path("application").asText()).isEqualTo("Dial");
            assertThat(call.path("channels")).hasSize(2);
            talk.hangUp();
        }
    }

    @Test
    void hangup_of_the_callers_channel_ends_the_call_for_both() throws Exception {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            assertThat(done("channel request hangup " + channelOf(alice))).startsWith("Requested Hangup on channel");

            talk.caller().awaitHungUp();
            talk.callee().awaitHungUp();
            JsonNode ended = lab.facts()
                    .await(
                            "CallEnded",
                            data -> data.at("/callerLeg/sipCallId")
                                    .asText()
                                    .equals(talk.caller().callId()));
            assertThat(ended.at("/data/hangup").asText()).isEqualToIgnoringCase("system");
        }
    }

    @Test
    void hangup_of_the_callees_channel_is_as_if_it_had_hung_up() throws Exception {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            done("channel request hangup " + channelOf(bob));

            talk.callee().awaitHungUp();
            talk.caller().awaitHungUp();
        }
    }

    @Test
    void hangup_of_a_call_that_rings_declines_it() throws Exception {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            IncomingCall atBob = bob.awaitCall().ring();
            call.awaitRinging();

            done("channel request hangup all");

            assertThat(call.awaitOutcome().status()).isEqualTo(603);
            atBob.awaitOver();
        }
    }

    @Test
    void a_channel_that_is_not_there_is_told() throws Exception {
        Said said = say("channel request hangup SIP/nobody-00000000", false);

        assertThat(said.ok()).isFalse();
        assertThat(said.text().strip()).isEqualTo("SIP/nobody-00000000 is not a known channel");
    }

    @Test
    void peers_show_where_a_phone_is_and_never_its_password() throws Exception {
        try (Phone alice = lab.registered()) {
            Said peers = say("sip show peers like ^" + alice.user() + "$", false);
            assertThat(peers.lines().getFirst())
                    .matches("Name/username +Host +Dyn Forcerport +Comedia +ACL Port +Status +Description");
            assertThat(peers.line(alice.user())).contains("127.0.0.1", " D ", "Unmonitored");
            assertThat(peers.line("1 sip peers")).contains("Unmonitored: 1 online, 0 offline");

            String peer = done("sip show peer " + alice.user());
            assertThat(peer).contains("Secret: <Set>", "Context: tests", "Addr->IP: 127.0.0.1:");
            String everything = peer
                    + peers.text()
                    + done("sip show users")
                    + done("sip show user " + alice.user())
                    + json("sip show peer " + alice.user())
                    + json("sip show users");
            assertThat(everything)
                    .doesNotContain(LabConfiguration.secretOf(Integer.parseInt(Lab.numberOf(alice))))
                    .doesNotContain("ha1Md5", "ha1_md5");
        }
    }

    @Test
    void users_and_registry_and_mailboxes_have_asterisks_titles() throws Exception {
        assertThat(done("sip show users").lines().findFirst().orElseThrow())
                .matches("Username +Secret +Accountcode +Def.Context +ACL +Forcerport");
        assertThat(done("sip show registry")).startsWith("Host").contains("0 SIP registrations.");
        assertThat(done("voicemail show users"))
                .containsPattern("Context +Mbox +User +Zone +NewMsg")
                .containsPattern("default +100 +user1 .*[0-9]\n")
                .contains("3 voicemail users configured.")
                .doesNotContain("1234");
        assertThat(say("sip show user nobody", false).text().strip()).isEqualTo("User nobody not found.");
    }

    @Test
    void rtp_stats_show_both_legs_of_a_call() throws Exception {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            assertThat(done("rtp show stats"))
                    .containsPattern("Call ID +Leg +Codec +Recv: Pack +Lost")
                    .contains(talk.caller().callId());
            assertThat(json("rtp show stats").path("sessions"))
                    .filteredOn(session ->
                            session.path("callId").asText().equals(talk.caller().callId()))
                    .singleElement()
                    .satisfies(session -> {
                        assertThat(session.path("legs")).hasSize(2);
                        assertThat(session.at("/legs/0/packetsReceived").asLong())
                                .isPositive();
                    });
            talk.hangUp();
        }
    }

    @Test
    void the_plan_is_shown_with_files_and_lines() throws Exception {
        assertThat(done("dialplan show by-variable"))
                .contains(
                        "[ Context 'by-variable' created by extensions.conf ]",
                        "-= 1 extension (3 priorities) in 1 context. =-")
                .containsPattern("'s' => +1\\. GotoIf\\(.*\\) +\\[extensions.conf:\\d+]")
                .containsPattern("\\[none] +3\\. Hangup\\(\\)");
        assertThat(done("dialplan show 1234@tests")).contains("'_1XXX' =>").doesNotContain("'608'");
        assertThat(say("dialplan show nowhere", false).ok()).isFalse();
        assertThat(json("dialplan show").path("contexts").size()).isGreaterThan(2);
    }

    @Test
    void dialplan_debug_writes_each_step_of_live_calls() throws Exception {
        ServiceLog log = lab.log(Service.PROXY);
        try (Phone alice = lab.registered()) {
            assertThat(done("dialplan debug on")).contains("on at 1 proxy");
            alice.call("604").awaitOutcome();
            log.await("-- Executing [604@tests:1] Hangup(\"SIP/" + alice.user());
            assertThat(done("dialplan debug off")).contains("off");

            int steps = log.linesWith("-- Executing").size();
            alice.call("604").awaitOutcome();
            assertThat(log.linesWith("-- Executing")).hasSize(steps);
        }
    }

    @Test
    void sip_debug_is_switched_by_peer() throws Exception {
        try (Phone alice = lab.registered()) {
            assertThat(done("sip set debug peer " + alice.user())).contains("SIP Debugging Enabled for peer");
            assertThat(lab.get(Service.PROXY, "/sip/debug").path("value").asText())
                    .isEqualTo(alice.user());
        } finally {
            assertThat(done("sip set debug off")).contains("SIP Debugging Disabled");
        }
    }
}
