package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.local.Carillon;
import io.carillon.local.PortRange;
import io.carillon.local.Settings;
import io.carillon.local.system.OwnCarillon.Row;
import io.carillon.testkit.Watch;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.phone.PhoneBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Carillon set otherwise than the labs': RTP ports for two calls, strangers let in, silence told early. */
@OwnCarillon(Row.BUSY)
class SettingsTest {
    /** Two calls and a half: what is left is enough for the caller of a third one, and not for its callee. */
    private static final int RTP_PORTS = 10;

    private static final Duration SILENT = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(1);
    /** Ports rest for some seconds after a call. */
    private static final Duration PORTS_REST = Duration.ofSeconds(15);

    private static final AtomicInteger ACCOUNTS = new AtomicInteger(LabConfiguration.FIRST_ACCOUNT);

    /** The context of {@code [general]}: what strangers may dial. */
    private static final String RECEPTION = """

            [reception]
            exten => _9.,1,Dial(SIP/p${EXTEN:1},30)
            """;

    @TempDir
    static Path directory;

    private static Carillon carillon;
    private static FactReader facts;

    @BeforeAll
    static void start() throws Exception {
        Settings checkout = Checkout.settings();
        Path files = directory.resolve("conf");
        new LabConfiguration().write(checkout.home().resolve("examples/lab"), files);
        rewrite(files.resolve("sip.conf"), "context=local ", "allowguest=yes\ncontext=reception ");
        rewrite(files.resolve("extensions.conf"), "\n[tests]\n", RECEPTION + "\n[tests]\n");
        Settings free = checkout.configuration(files)
                .data(directory.resolve("data"))
                .property("carillon.rtp.silent", SILENT.toString())
                .onFreePorts();
        int first = free.rtp().orElseThrow().first();
        carillon = Starts.carillon(free.rtp(new PortRange(first, first + RTP_PORTS - 1)));
        facts = FactReader.follow(carillon.kafka());
    }

    private static void rewrite(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).containsOnlyOnce(from);
        Files.writeString(file, text.replace(from, to));
    }

    @AfterAll
    static void stop() {
        facts.close();
        carillon.close();
    }

    @Test
    void without_a_port_left_a_caller_is_told_within_a_second_and_nobody_rings() {
        try (Phone alice = registered();
                Phone bob = registered();
                Phone carol = registered();
                Phone dave = registered()) {
            Talk one = talk(alice, Lab.numberOf(bob), bob);
            Talk other = talk(carol, Lab.numberOf(dave), dave);

            long begin = System.nanoTime();
            OutgoingCall refused = alice.call(Lab.numberOf(dave));

            assertThat(refused.awaitOutcome().status()).isEqualTo(503);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
            assertThat(dave.incomingCalls()).hasSize(1);
            one.caller().awaitTone(bob.tone());
            one.hangUp();
            other.hangUp();
            talk(carol, Lab.numberOf(bob), bob).hangUp();
        }
    }

    @Test
    void a_phone_that_stops_sending_is_told_of_once_while_the_call_goes_on() {
        try (Phone alice = registered();
                Phone bob = registered()) {
            Talk talk = talk(alice, Lab.numberOf(bob), bob);
            String callId = facts.callId(talk.caller().callId());

            talk.caller().audio().talker().fallSilent();

            JsonNode told = facts.await("LegSilent", data -> isOf(data, callId)).path("data");
            assertThat(talk.caller().ended()).isFalse();
            assertThat(told.path("leg").asText()).isEqualTo("caller");
            assertThat(Duration.parse(told.path("silentFor").asText()))
                    .isBetween(SILENT, SILENT.plus(Duration.ofSeconds(2)));
            talk.hangUp();
            facts.factsOfCall(talk.caller().callId());
            assertThat(facts.facts("LegSilent", data -> isOf(data, callId))).hasSize(1);
        }
    }

    @Test
    void a_guest_reaches_what_the_general_context_has_and_is_no_account() {
        try (Phone stranger = stranger().open();
                Phone reception = registered()) {
            Talk talk = talk(stranger, "9" + Lab.numberOf(reception), reception);

            assertThat(talk.caller().statuses()).doesNotContain(401);
            assertThat(talk.callee().callerNumber()).isEqualTo("anonymous");
            talk.hangUp();
            JsonNode caller =
                    facts.factsOfCall(talk.caller().callId()).getLast().at("/data/caller");
            assertThat(caller.has("account")).as("%s", caller).isFalse();
        }
    }

    @Test
    void a_guest_has_no_number_of_another_context_and_no_account_is_open_to_it() {
        try (Phone stranger = stranger().open();
                Phone known = registered();
                Phone claiming =
                        Phone.of(known.user(), carillon.sip()).password("guess").open()) {
            OutgoingCall wrongNumber = stranger.call(Lab.numberOf(known));

            assertThat(wrongNumber.awaitOutcome().status()).isEqualTo(404);
            assertThat(claiming.call("9" + Lab.numberOf(known)).awaitOutcome().status())
                    .isEqualTo(403);
            assertThat(stranger.register().last().status()).isEqualTo(403);
            assertThat(known.incomingCalls()).isEmpty();
        }
    }

    /** Dials until the ports of the calls before have rested. */
    private static Talk talk(Phone caller, String number, Phone callee) {
        int before = callee.incomingCalls().size();
        List<OutgoingCall> tried = new ArrayList<>(List.of(caller.call(number)));
        Watch.until(
                "ports enough for a call",
                PORTS_REST,
                () -> {
                    if (tried.getLast().ended()) {
                        tried.add(caller.call(number));
                    }
                    return callee.incomingCalls().size() > before;
                },
                () -> tried.getLast().ladder().toString());
        IncomingCall incoming = callee.awaitCall().answer();
        OutgoingCall call = tried.getLast().awaitAnswered();
        call.awaitTone(callee.tone());
        incoming.awaitTone(caller.tone());
        return new Talk(call, incoming);
    }

    private static Phone registered() {
        int account = ACCOUNTS.getAndIncrement();
        return Phone.of("p" + account, carillon.sip())
                .password(LabConfiguration.secretOf(account))
                .tone(300 + 20 * (account % 100))
                .open()
                .registered();
    }

    private static PhoneBuilder stranger() {
        return Phone.of("stranger", carillon.sip()).password("guess").tone(2900);
    }

    private static boolean isOf(JsonNode data, String callId) {
        return data.path("callId").asText().equals(callId);
    }
}
