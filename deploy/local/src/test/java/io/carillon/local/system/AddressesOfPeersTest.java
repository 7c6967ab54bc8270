package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.Carillon;
import io.carillon.local.Settings;
import io.carillon.local.system.OwnCarillon.Row;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.phone.PhoneCall;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server on every address of both families, behind a NAT as sip.conf has it: 127.0.0.0/16 is inside, the rest of
 * loopback outside, and 127.2.0.1, whose every port leads to the server as a forwarding NAT's would, is the externip.
 */
@OwnCarillon(Row.BUSY)
class AddressesOfPeersTest {
    private static final String INSIDE = "127.0.0.5";
    private static final String OUTSIDE = "127.1.0.5";
    private static final String OWN = "127.0.0.1";
    private static final String NAT = "127.2.0.1";
    private static final AtomicInteger ACCOUNTS = new AtomicInteger(LabConfiguration.FIRST_ACCOUNT);

    @TempDir
    static Path directory;

    private static Carillon carillon;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        Settings checkout = Checkout.settings();
        Path files = directory.resolve("conf");
        new LabConfiguration().write(checkout.home().resolve("examples/lab"), files);
        Files.writeString(
                files.resolve("sip.conf"),
                "[general](+)\nexternip=" + NAT + "\nlocalnet=127.0.0.0/255.255.0.0\n",
                StandardOpenOption.APPEND);
        Settings free =
                checkout.configuration(files).data(directory.resolve("data")).onFreePorts();
        port = free.sip().orElseThrow().getPort();
        carillon = Starts.carillon(free.sip(at("::", port)));
    }

    @AfterAll
    static void stop() {
        carillon.close();
    }

    private static InetSocketAddress at(String address, int number) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), number);
    }

    /** A registered phone at this address, which knows the server under that one. */
    private static Phone phone(String address, String server) {
        int account = ACCOUNTS.getAndIncrement();
        return Phone.of("p" + account, at(server, port))
                .password(LabConfiguration.secretOf(account))
                .at(at(address, 0))
                .tone(400 + 40 * (account % 10))
                .open()
                .registered();
    }

    private static void speaksBothWays(Phone caller, Phone callee) {
        Talk.between(caller, callee).hangUp();
    }

    private static String contactHost(SipRequest request) {
        return request.contacts().getFirst().uri().host();
    }

    private static InetAddress audioShownTo(PhoneCall call) {
        return call.remoteDescription().orElseThrow().audio().getAddress();
    }

    private static SipRequest inviteAt(Phone callee) {
        return (SipRequest) callee.awaitMessage(
                "an INVITE", message -> message instanceof SipRequest request && request.is(Method.INVITE));
    }

    @Test
    void a_phone_of_ipv6_calls_one_of_ipv4_and_is_called_by_it_with_sound_both_ways() {
        try (Phone six = phone("::1", "::1");
                Phone four = phone(INSIDE, OWN)) {
            speaksBothWays(six, four);
            speaksBothWays(four, six);
        }
    }

    @Test
    void two_phones_of_ipv6_talk() {
        try (Phone one = phone("::1", "::1");
                Phone two = phone("::1", "::1")) {
            speaksBothWays(one, two);
        }
    }

    @Test
    void each_party_is_shown_an_address_of_its_own_family() {
        try (Phone six = phone("::1", "::1");
                Phone four = phone(INSIDE, OWN)) {
            Talk talk = Talk.between(six, four);

            assertThat(audioShownTo(talk.caller())).isInstanceOf(Inet6Address.class);
            assertThat(audioShownTo(talk.callee())).isInstanceOf(Inet4Address.class);
            assertThat(inviteAt(four).topVia().sentBy().host()).isEqualTo(OWN);
            assertThat(contactHost(inviteAt(four))).isEqualTo(OWN);
            talk.hangUp();
        }
    }

    @Test
    void a_phone_inside_sees_the_private_address_and_one_outside_the_public_one_in_via_contact_and_sdp() {
        try (Phone inside = phone(INSIDE, OWN);
                Phone outside = phone(OUTSIDE, NAT)) {
            OutgoingCall call = inside.call(Lab.numberOf(outside));
            IncomingCall atOutside = outside.awaitCall().answer();
            call.awaitAnswered().awaitTone(outside.tone());
            atOutside.awaitTone(inside.tone());

            SipRequest invite = inviteAt(outside);
            assertThat(invite.topVia().sentBy()).hasToString(NAT + ":" + port);
            assertThat(contactHost(invite)).isEqualTo(NAT);
            assertThat(audioShownTo(atOutside)).isEqualTo(InetAddress.ofLiteral(NAT));
            assertThat(audioShownTo(call)).isEqualTo(InetAddress.ofLiteral(OWN));
            assertThat(call.responses().getLast().contacts().getFirst().uri().host())
                    .isEqualTo(OWN);
            call.hangUp();
        }
    }

    @Test
    void a_phone_outside_that_calls_hangs_up_at_the_public_address() {
        try (Phone inside = phone(INSIDE, OWN);
                Phone outside = phone(OUTSIDE, NAT)) {
            Talk talk = Talk.between(outside, inside);

            assertThat(audioShownTo(talk.caller())).isEqualTo(InetAddress.ofLiteral(NAT));
            assertThat(contactHost(inviteAt(inside))).isEqualTo(OWN);
            talk.hangUp();
        }
    }
}
