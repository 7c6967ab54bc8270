package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.carillon.local.Carillon;
import io.carillon.local.Service;
import io.carillon.local.Settings;
import io.carillon.local.system.OwnCarillon.Row;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.testkit.Watch;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers as sip.conf may describe them, played by phones: behind a proxy, by a name of several addresses, by number. */
@OwnCarillon(Row.PATIENT)
class ProvidersTest {
    private static final String DEAD = "127.0.0.77";
    private static final String OWN = "127.0.0.1";
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Four seconds for the dead one, and time for two busy cores. */
    private static final Duration NEXT_TARGET = Duration.ofSeconds(10);

    /** Less than is given to a dead one. */
    private static final Duration AT_ONCE = Duration.ofMillis(3500);

    /** A phone that answers is asked each five seconds, and not given up sooner than twice its limit. */
    private static final Duration NEXT_QUESTION = Duration.ofSeconds(20);

    private static final String SIP = """
            [general]
            context=nowhere
            directmedia=no
            register => line:line-secret@proxied/77
            register => second:second-secret@provider.example:REGISTERED/78

            [gateway]
            type=peer
            host=127.0.0.1
            port=GATEWAY
            insecure=invite
            context=from-gateway

            [proxied]
            type=peer
            host=127.0.0.1
            port=BEHIND
            outboundproxy=127.0.0.1:PROXY
            context=nowhere

            [named]
            type=peer
            host=provider.example
            port=NAMED
            context=nowhere

            [watched]
            type=peer
            host=provider.example
            port=WATCHED
            qualify=2000
            context=nowhere

            [slowname]
            type=peer
            host=provider.example
            port=LATE
            context=nowhere

            [phone](!)
            type=friend
            host=dynamic
            context=inside

            [alice](phone)
            secret=alice-secret

            [desk](phone)
            secret=desk-secret
            qualify=1500
            qualifyfreq=5

            [slow](phone)
            secret=slow-secret
            qualify=300
            """;

    private static final String PLAN = """
            [inside]
            exten => 1,1,Dial(SIP/12345@proxied,30)
            exten => 2,1,Dial(SIP/12345@named,60)
            exten => 3,1,Dial(SIP/desk,30)
            exten => 4,1,Dial(SIP/12345@watched,30)
            exten => 5,1,Dial(SIP/12345@slowname,30)

            [from-gateway]
            exten => 9999,1,Dial(SIP/alice,30)

            [nowhere]
            """;

    @TempDir
    static Path directory;

    private static Carillon carillon;
    private static TwoAddresses names;
    private static InetSocketAddress gateway;
    private static InetSocketAddress proxy;
    private static InetSocketAddress behind;
    private static InetSocketAddress named;
    private static InetSocketAddress watched;
    private static InetSocketAddress late;
    private static InetSocketAddress registered;
    private static Phone registrar;
    private static Instant started;

    @BeforeAll
    static void start() throws Exception {
        names = TwoAddresses.of(DEAD, OWN);
        gateway = freePort();
        proxy = freePort();
        behind = freePort();
        named = freePort();
        watched = freePort();
        late = freePort();
        registered = freePort();
        Path files = Files.createDirectories(directory.resolve("conf"));
        Settings checkout = Checkout.settings();
        Files.writeString(
                files.resolve("sip.conf"),
                SIP.replace("GATEWAY", port(gateway))
                        .replace("PROXY", port(proxy))
                        .replace("BEHIND", port(behind))
                        .replace("NAMED", port(named))
                        .replace("WATCHED", port(watched))
                        .replace("LATE", port(late))
                        .replace("REGISTERED", port(registered)));
        Files.writeString(files.resolve("extensions.conf"), PLAN);
        Files.writeString(files.resolve("rtp.conf"), "[general]\n");
        Files.copy(checkout.home().resolve("examples/lab/voicemail.conf"), files.resolve("voicemail.conf"));
        Settings settings = checkout.configuration(files)
                .data(directory.resolve("data"))
                .property("carillon.name-servers", OWN + ":" + names.port())
                .onFreePorts();
        registrar = Phone.of("registrar", settings.sip().orElseThrow())
                .at(registered)
                .open();
        carillon = Starts.carillon(settings);
        started = Instant.now();
    }

    @AfterAll
    static void stop() {
        carillon.close();
        registrar.close();
        names.close();
    }

    private static InetSocketAddress freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(OWN), 0))) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }

    private static String port(InetSocketAddress address) {
        return Integer.toString(address.getPort());
    }

    private static Phone alice() {
        return Phone.of("alice", carillon.sip())
                .password("alice-secret")
                .tone(1100)
                .open()
                .registered();
    }

    private static Phone provider(InetSocketAddress at) {
        return Phone.of("provider", carillon.sip()).at(at).tone(700).open();
    }

    private static void assertTalk(OutgoingCall call, IncomingCall incoming) {
        call.awaitAnswered().awaitTone(incoming.tone());
        incoming.awaitTone(call.tone());
        call.hangUp();
        incoming.awaitHungUp();
    }

    @Test
    void a_call_and_a_registration_go_by_the_outbound_proxy_and_name_the_provider() {
        try (Phone alice = alice();
                Phone proxied = provider(proxy)) {
            OutgoingCall call = alice.call("1");
            IncomingCall incoming = proxied.awaitCall().answer();

            assertThat(incoming.invite().requestUri().hostPort().toString()).isEqualTo(OWN + ":" + behind.getPort());
            assertRoutedByTheProxy(incoming.invite());
            assertTalk(call, incoming);
            SipRequest register = (SipRequest) proxied.awaitMessage(
                    "a REGISTER", message -> message instanceof SipRequest request && request.is(Method.REGISTER));
            assertRoutedByTheProxy(register);
        }
    }

    private static void assertRoutedByTheProxy(SipRequest request) {
        assertThat(request.routes()).singleElement().satisfies(route -> {
            assertThat(route.uri().port()).hasValue(proxy.getPort());
            assertThat(route.uri().looseRouting()).isTrue();
        });
    }

    @Test
    void a_provider_whose_first_address_is_dead_is_called_at_the_next_and_from_then_on_there_first() {
        try (Phone alice = alice();
                Phone alive = provider(named)) {
            OutgoingCall call = alice.call("2");
            assertTalk(call, alive.awaitCall(NEXT_TARGET).answer());

            OutgoingCall again = alice.call("2");
            assertTalk(again, alive.awaitCall(AT_ONCE).answer());
        }
    }

    @Test
    void a_line_is_registered_at_the_next_address_where_the_first_is_dead() {
        Watch.until("the line to be registered", SOON, () -> line("second").equals("Registered"), () -> line("second"));

        assertThat(Instant.parse(lineOf("second").path("since").asText())).isBefore(started.plus(NEXT_TARGET));
    }

    private static String line(String user) {
        return lineOf(user).path("state").asText();
    }

    private static JsonNode lineOf(String user) {
        for (JsonNode line : TwoCarillons.get(carillon, Service.PROXY, "/registry")) {
            if (line.path("username").asText().equals(user)) {
                return line;
            }
        }
        return MissingNode.getInstance();
    }

    @Test
    void a_provider_with_qualify_and_one_living_address_is_ok_and_called_there_at_once() {
        try (Phone alice = alice();
                Phone alive = provider(watched)) {
            awaitQualified("watched", "OK (", SOON);
            OutgoingCall call = alice.call("4");
            assertTalk(call, alive.awaitCall(AT_ONCE).answer());
        }
    }

    @Test
    void a_destination_that_answers_too_late_is_acknowledged_and_hung_up_and_the_call_is_elsewhere() {
        try (Phone alice = alice();
                Phone slow = provider(new InetSocketAddress(InetAddress.ofLiteral(DEAD), late.getPort()));
                Phone quick = provider(late)) {
            OutgoingCall call = alice.call("5");
            IncomingCall tooLate = slow.awaitCall();
            IncomingCall incoming = quick.awaitCall(NEXT_TARGET).answer();
            call.awaitAnswered();

            tooLate.answer().awaitHungUp();

            assertTalk(call, incoming);
        }
    }

    @Test
    void a_caller_named_by_a_telephone_number_is_shown_with_it_and_stays_who_it_is() {
        try (Phone alice = alice();
                Phone trunk = provider(gateway)) {
            OutgoingCall call = trunk.dial("9999")
                    .header("From", "\"Dora\" <tel:+49-30-555>;tag=trunk")
                    .call();
            IncomingCall incoming = alice.awaitCall().answer();
            call.awaitAnswered().awaitTone(alice.tone());

            assertThat(incoming.callerNumber()).isEqualTo("+4930555");
            assertThat(incoming.callerName()).isEqualTo("Dora");
            incoming.hangUp();
            call.awaitHungUp();
            assertThat(call.requests().getLast().to().uri()).hasToString("tel:+4930555");
        }
    }

    private static String qualified(String account) {
        for (JsonNode peer : TwoCarillons.get(carillon, Service.PROXY, "/qualify")) {
            if (peer.path("account").asText().equals(account)) {
                return peer.path("status").asText();
            }
        }
        return "";
    }

    private static void awaitQualified(String account, String status, Duration limit) {
        Watch.until(
                account + " to be " + status,
                limit,
                () -> qualified(account).startsWith(status),
                () -> qualified(account));
    }

    private static Phone desk(InetSocketAddress at) {
        return Phone.of("desk", carillon.sip())
                .password("desk-secret")
                .at(at)
                .open()
                .registered();
    }

    @Test
    void a_phone_that_registers_is_asked_at_once_and_one_that_falls_off_is_unreachable_until_it_is_back()
            throws IOException {
        InetSocketAddress at = freePort();
        try (Phone desk = desk(at)) {
            awaitQualified("desk", "OK (", SOON);
            assertThat(desk.ladder().received())
                    .anyMatch(message -> message.cseq().method().equals(Method.OPTIONS));
        }

        awaitQualified("desk", "UNREACHABLE", NEXT_QUESTION);

        try (Phone alice = alice();
                Phone back = desk(at)) {
            awaitQualified("desk", "OK (", SOON);
            OutgoingCall call = alice.call("3");
            assertTalk(call, back.awaitCall().answer());
        }
    }

    @Test
    void a_phone_that_answers_late_lags() {
        try (Phone _ = Phone.of("slow", carillon.sip())
                .password("slow-secret")
                .thinking(Duration.ofMillis(450))
                .open()
                .registered()) {
            awaitQualified("slow", "LAGGED (", SOON);
        }
    }
}
