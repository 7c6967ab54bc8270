package io.carillon.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelCommandsTest {
    private static final String CALL = """
            {"calls":[{"id":"c1","began":"2026-01-01T12:00:00Z","answered":"2026-01-01T12:00:05Z","dialled":"200",
              "context":"phones","extension":"200","priority":1,"application":"Dial","arguments":"SIP/bob,20",
              "channels":[
                {"name":"SIP/alice-0000000a","leg":"caller","caller":true,"account":"alice","callerNumber":"100",
                 "callerName":"Alice","state":"Up","sipCallId":"x","transport":"UDP","address":"192.0.2.1:5060",
                 "codecs":["ulaw"],"figures":null},
                {"name":"SIP/bob-0000000b","leg":"l2","caller":false,"account":"bob","callerNumber":"200",
                 "callerName":"Bob","state":"Up","sipCallId":"y","transport":"UDP","address":"192.0.2.2:5060",
                 "codecs":["ulaw"],"figures":null}]}],"active":1,"next":null}
            """;

    private final CannedServices canned = new CannedServices();
    private final CommandTable table = new CommandTable(
            new ChannelCommands(canned.services(), InstantSource.fixed(Instant.parse("2026-01-01T13:01:01Z")))
                    .commands());

    ChannelCommandsTest() throws IOException {}

    @AfterEach
    void close() {
        canned.close();
    }

    @Test
    void channels_stand_under_asterisks_titles() throws Exception {
        canned.says("GET /calls", CALL);

        assertThat(table.run("core show channels").lines())
                .containsExactly(
                        "Channel              Location             State   Application(Data)",
                        "SIP/alice-0000000a   200@phones:1         Up      Dial(SIP/bob,20)",
                        "SIP/bob-0000000b     (None)               Up      AppDial((Outgoing Line))",
                        "2 active channels",
                        "1 active call");
    }

    @Test
    void concise_has_asterisks_fields() throws Exception {
        canned.says("GET /calls", CALL);

        assertThat(table.run("core show channels concise").lines())
                .containsExactly(
                        "SIP/alice-0000000a!phones!200!1!Up!Dial!SIP/bob,20!100!!!3!3661!SIP/bob-0000000b!c1",
                        "SIP/bob-0000000b!phones!!1!Up!AppDial!(Outgoing Line)!200!!!3!3661!SIP/alice-0000000a!c1");
    }

    @Test
    void verbose_has_the_duration() throws Exception {
        canned.says("GET /calls", CALL);

        List<String> lines = table.run("core show channels verbose").lines();

        assertThat(lines.getFirst().split("\\s+"))
                .containsExactly(
                        "Channel",
                        "Context",
                        "Extension",
                        "Prio",
                        "State",
                        "Application",
                        "Data",
                        "CallerID",
                        "Duration",
                        "Accountcode",
                        "PeerAccount",
                        "BridgeID");
        assertThat(lines.get(1)).contains("01:01:01");
    }

    @Test
    void sip_dialogs_stand_under_those_of_asterisks_titles_that_are_known() throws Exception {
        canned.says("GET /calls", CALL);

        assertThat(table.run("sip show channels").lines())
                .containsExactly(
                        "Peer             User/ANR         Call ID          Format           Peer",
                        "192.0.2.1        100              x                (ulaw)           alice",
                        "192.0.2.2        200              y                (ulaw)           bob",
                        "2 active SIP dialogs");
    }

    @Test
    void hangup_of_the_callers_channel_ends_the_call_and_that_of_a_callee_its_part() throws Exception {
        canned.says("GET /calls", CALL).says("DELETE /calls/c1", "");

        assertThat(table.run("channel request hangup SIP/alice-0000000a").lines())
                .containsExactly("Requested Hangup on channel 'SIP/alice-0000000a'");
        assertThat(table.run("channel request hangup sip/bob-0000000b").ok()).isTrue();

        assertThat(canned.asked()).contains("DELETE /calls/c1", "DELETE /calls/c1?leg=l2");
    }

    @Test
    void hangup_of_all_ends_each_call_once() throws Exception {
        canned.says("GET /calls", CALL).says("DELETE /calls/c1", "");

        assertThat(table.run("channel request hangup all").ok()).isTrue();

        assertThat(canned.asked())
                .filteredOn(request -> request.startsWith("DELETE"))
                .hasSize(1);
    }

    @Test
    void an_unknown_channel_is_told() throws Exception {
        canned.says("GET /calls", CALL);

        Answer answer = table.run("core show channel SIP/carol-1");

        assertThat(answer.ok()).isFalse();
        assertThat(answer.lines()).containsExactly("SIP/carol-1 is not a known channel");
    }

    @Test
    void one_channel_is_described() throws Exception {
        canned.says("GET /calls", CALL);

        assertThat(table.run("core show channel SIP/alice-0000000a").lines())
                .contains("           Name: SIP/alice-0000000a", "   Elapsed Time: 1h1m1s", "          State: Up");
    }

    @Test
    void a_token_is_sent_where_one_is_given() throws Exception {
        canned.says("GET /calls", CALL);
        Replicas replicas = new Replicas(List.of(canned.uri()), List.of(), List.of(), List.of());
        Services guarded = new Services(replicas, Optional.of("t0ken"));

        assertThat(new ChannelCommands(guarded, InstantSource.system()).names()).hasSize(2);

        assertThat(canned.asked()).allMatch(request -> request.endsWith(" Bearer t0ken"));
    }
}
