package io.carillon.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {
    @TempDir
    Path directory;

    private Settings settings;
    private LabFiles files;

    @BeforeEach
    void two_phones() {
        settings = Settings.of(directory).configuration(directory);
        files = LabFiles.in(directory);
    }

    @Test
    void the_first_of_each_service_has_the_documented_ports() throws CannotStart {
        Layout layout = Layout.of(settings, files.read());

        assertThat(layout.instances())
                .extracting(Instance::name, instance -> instance.http().getPort(), LayoutTest::sipPort)
                .containsExactlyInAnyOrder(
                        tuple("proxy-1", 8080, 15_060),
                        tuple("registrar-1", 8081, 15_061),
                        tuple("media-relay-1", 8082, 0),
                        tuple("voicemail-1", 8083, 15_062));
        assertThat(layout.kafka().getPort()).isEqualTo(9092);
        assertThat(layout.jdbcUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:5433/carillon");
    }

    @Test
    void a_second_registrar_listens_ten_ports_higher() throws CannotStart {
        Layout layout = Layout.of(settings.replicas(Service.REGISTRAR, 2), files.read());

        assertThat(layout.instancesOf(Service.REGISTRAR))
                .extracting(Instance::name, instance -> instance.http().getPort(), LayoutTest::sipPort)
                .containsExactly(tuple("registrar-1", 8081, 15_061), tuple("registrar-2", 8091, 15_071));
    }

    @Test
    void every_relay_has_a_slice_of_the_range_of_rtp_conf() throws CannotStart {
        files.with("rtp.conf", "[general]\nrtpstart=30000\nrtpend=30099\n");

        Layout layout = Layout.of(settings.replicas(Service.MEDIA_RELAY, 2), files.read());

        assertThat(layout.instancesOf(Service.MEDIA_RELAY))
                .extracting(relay -> relay.rtp().orElseThrow().toString())
                .containsExactly("30000-30049", "30050-30099");
    }

    @Test
    void every_relay_listens_to_proxies_on_a_port_of_its_own_outside_the_range() throws CannotStart {
        files.with("rtp.conf", "[general]\nrtpstart=2200\nrtpend=2299\n");

        Layout layout = Layout.of(settings.replicas(Service.MEDIA_RELAY, 2), files.read());

        assertThat(layout.instancesOf(Service.MEDIA_RELAY))
                .extracting(relay -> relay.ng().orElseThrow().getPort())
                .containsExactly(2223, 2233);
        assertThat(layout.instancesOf(Service.MEDIA_RELAY))
                .extracting(relay -> relay.rtp().orElseThrow().toString())
                .containsExactly("2234-2265", "2266-2297");
    }

    @Test
    void our_own_listeners_are_kept_out_of_the_rtp_range() throws CannotStart {
        files.with("rtp.conf", "[general]\nrtpstart=10000\nrtpend=20000\n");

        Layout layout = Layout.of(settings, files.read());

        assertThat(layout.instancesOf(Service.MEDIA_RELAY).getFirst().rtp()).contains(new PortRange(10_000, 15_059));
    }

    @Test
    void a_port_that_nobody_listens_on_is_left_to_rtp() throws CannotStart {
        files.with("rtp.conf", "[general]\nrtpstart=15063\nrtpend=15102\n");

        Layout layout = Layout.of(settings, files.read());

        assertThat(layout.instancesOf(Service.MEDIA_RELAY).getFirst().rtp()).contains(new PortRange(15_063, 15_102));
    }

    @Test
    void phones_are_listened_to_where_sip_conf_says() throws CannotStart {
        files.with("sip.conf", "[general]\nbindaddr=127.0.0.1\nbindport=5070\n");

        assertThat(Layout.of(settings, files.read()).sip()).isEqualTo(Addresses.loopback(5070));
    }

    @Test
    void the_option_sip_wins_over_sip_conf() throws CannotStart {
        files.with("sip.conf", "[general]\nbindaddr=127.0.0.1\nbindport=5070\n");
        InetSocketAddress wish = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 5080);

        assertThat(Layout.of(settings.sip(wish), files.read()).sip()).isEqualTo(wish);
    }

    @Test
    void several_proxies_are_refused_in_one_sentence() throws CannotStart {
        Configuration configuration = files.read();

        assertThatThrownBy(() -> Layout.of(settings.replicas(Service.PROXY, 2), configuration))
                .isInstanceOf(CannotStart.class)
                .hasMessage("--replicas proxy=2: several processes of proxy are not supported yet;"
                        + " only media-relay and registrar can be multiplied.");
    }

    @Test
    void no_registrar_at_all_is_refused() throws CannotStart {
        Configuration configuration = files.read();

        assertThatThrownBy(() -> Layout.of(settings.replicas(Service.REGISTRAR, 0), configuration))
                .hasMessage("--replicas registrar=0: from 1 to 8 processes of a service can run here.");
    }

    @Test
    void a_port_that_two_would_share_is_refused_with_both_named() throws CannotStart {
        Configuration configuration = files.read();

        assertThatThrownBy(() -> Layout.of(settings.port(LocalPort.KAFKA, 8080), configuration))
                .hasMessage("Port 8080 is given to Kafka and to HTTP of proxy-1:"
                        + " choose another with --port proxy-http=NUMBER.");
    }

    @Test
    void a_range_too_small_for_its_relays_is_refused() throws CannotStart {
        Configuration configuration = files.read();

        assertThatThrownBy(() -> Layout.of(
                        settings.rtp(new PortRange(30_000, 30_005)).replicas(Service.MEDIA_RELAY, 2), configuration))
                .hasMessage("The RTP ports 30000-30005 are too few for 2 relays:"
                        + " widen rtpstart and rtpend in rtp.conf, or give --rtp FIRST-LAST.");
    }

    private static int sipPort(Instance instance) {
        return instance.sip().map(InetSocketAddress::getPort).orElse(0);
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.api.Assertions.tuple(values);
    }
}
