package io.carillon.local.system;

import static io.carillon.local.system.OfficeBehindNat.ABROAD;
import static io.carillon.local.system.OfficeBehindNat.DESK;
import static io.carillon.local.system.OfficeBehindNat.HOME;
import static io.carillon.local.system.OfficeBehindNat.PUBLIC;
import static io.carillon.local.system.OfficeBehindNat.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.PortRange;
import io.carillon.local.Settings;
import io.carillon.local.system.OwnCarillon.Row;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.testkit.network.NetworkNamespace;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.phone.PhoneCall;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lab's server behind a NAT (its questions 24 to 26), in networks of its own: port 5060 is forwarded to it, sip.conf
 * has externip and localnet, and the ports of rtp.conf are forwarded too or not.
 */
@OwnCarillon(Row.BUSY)
class ServerBehindNatTest {
    private static final int PORT = 5060;
    private static final String RTP = "10000:10099";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private static final String PHONES = """
            [general]
            context=inside
            externip=203.0.113.1
            localnet=192.168.77.0/255.255.255.0
            directmedia=no

            [desk]
            type=friend
            host=dynamic
            secret=secret-desk

            [abroad]
            type=friend
            host=dynamic
            secret=secret-abroad

            [home]
            type=friend
            host=dynamic
            secret=secret-home
            nat=yes
            """;

    private static final String PLAN = """
            [inside]
            exten => 1,1,Dial(SIP/desk,30)
            exten => 2,1,Dial(SIP/abroad,30)
            exten => 3,1,Dial(SIP/home,30)
            """;

    @TempDir
    static Path directory;

    private static OfficeBehindNat networks;
    private static LauncherProcess carillon;

    @BeforeAll
    static void start() throws Exception {
        networks = new OfficeBehindNat();
        Settings checkout = Checkout.settings();
        Path files = Files.createDirectories(directory.resolve("conf"));
        Files.writeString(files.resolve("sip.conf"), PHONES);
        Files.writeString(files.resolve("extensions.conf"), PLAN);
        Files.writeString(files.resolve("rtp.conf"), "[general]\nrtpstart=10000\nrtpend=10099\n");
        Files.copy(checkout.home().resolve("examples/lab/voicemail.conf"), files.resolve("voicemail.conf"));
        carillon = LauncherProcess.up(
                        networks.office(),
                        checkout.configuration(files)
                                .data(directory.resolve("data"))
                                .sip(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), PORT))
                                .rtp(new PortRange(10_000, 10_099)))
                .awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        if (carillon != null) {
            carillon.process().destroy();
            carillon.awaitEnd(STOP_LIMIT);
            carillon.close();
        }
        if (networks != null) {
            networks.close();
        }
    }

    private static Phone phone(String name, NetworkNamespace network, String address, String server, int tone) {
        return Phone.of(name, new InetSocketAddress(InetAddress.ofLiteral(server), PORT))
                .password("secret-" + name)
                .behind(network)
                .at(new InetSocketAddress(InetAddress.ofLiteral(address), 0))
                .tone(tone)
                .open()
                .registered();
    }

    /** Beside the server. */
    private static Phone desk() {
        return phone("desk", networks.office(), DESK, SERVER, 500);
    }

    /** In the world, with an address of its own. */
    private static Phone abroad() {
        return phone("abroad", networks.world(), ABROAD, PUBLIC, 700);
    }

    /** Behind a NAT of its own. */
    private static Phone home() {
        return phone("home", networks.home(), HOME, PUBLIC, 900);
    }

    private static Talk answered(Phone caller, String number, Phone callee) {
        OutgoingCall call = caller.call(number);
        IncomingCall incoming = callee.awaitCall().answer();
        return new Talk(call.awaitAnswered(), incoming);
    }

    private static void assertShown(String address, PhoneCall call, SipMessage message) {
        assertThat(message.contacts().getFirst().uri().host()).isEqualTo(address);
        assertThat(call.remoteDescription().orElseThrow().audio().getAddress())
                .isEqualTo(InetAddress.ofLiteral(address));
    }

    @Test
    void a_call_out_shows_the_public_address_outside_and_the_private_one_inside() {
        try (Phone desk = desk();
                Phone abroad = abroad()) {
            Talk talk = answered(desk, "2", abroad);

            assertShown(SERVER, talk.caller(), talk.caller().responses().getLast());
            assertShown(PUBLIC, talk.callee(), talk.callee().invite());
            assertThat(talk.callee().invite().topVia().sentBy().host()).isEqualTo(PUBLIC);
            talk.hangUp();
        }
    }

    @Test
    void a_call_in_shows_the_public_address_outside_and_the_private_one_inside() {
        try (Phone desk = desk();
                Phone abroad = abroad()) {
            Talk talk = answered(abroad, "1", desk);

            assertShown(PUBLIC, talk.caller(), talk.caller().responses().getLast());
            assertShown(SERVER, talk.callee(), talk.callee().invite());
            assertThat(talk.callee().invite().topVia().sentBy().host()).isEqualTo(SERVER);
            talk.hangUp();
        }
    }

    @Test
    void while_the_sound_is_not_forwarded_the_call_stands_and_nothing_is_heard_inside() {
        try (Phone desk = desk();
                Phone abroad = abroad()) {
            Talk talk = answered(abroad, "1", desk);

            talk.caller().audio().talker().awaitSent(100);

            assertThat(talk.callee().audio().ear().packets()).isZero();
            talk.hangUp();
        }
    }

    @Nested
    class OnceTheSoundIsForwarded {
        @BeforeAll
        static void forward() throws Exception {
            networks.forwardSound(RTP);
        }

        @AfterAll
        static void noMore() throws Exception {
            networks.forwardNoSound(RTP);
        }

        @Test
        void a_phone_outside_and_one_inside_hear_each_other_whoever_calls() {
            try (Phone desk = desk();
                    Phone abroad = abroad()) {
                assertHearing(answered(abroad, "1", desk));
                assertHearing(answered(desk, "2", abroad));
            }
        }

        @Test
        void a_phone_behind_its_own_nat_and_one_inside_hear_each_other_whoever_calls() {
            try (Phone desk = desk();
                    Phone home = home()) {
                assertHearing(answered(home, "1", desk));
                assertHearing(answered(desk, "3", home));
            }
        }

        @Test
        void two_phones_outside_hear_each_other_through_the_server_whoever_calls() {
            try (Phone abroad = abroad();
                    Phone home = home()) {
                assertHearing(answered(home, "2", abroad));
                assertHearing(answered(abroad, "3", home));
            }
        }
    }

    private static void assertHearing(Talk talk) {
        talk.caller().awaitTone(talk.callee().phone().tone());
        talk.callee().awaitTone(talk.caller().phone().tone());
        talk.callee().hangUp();
        talk.caller().awaitHungUp();
    }
}
