package io.carillon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceEnvironmentTest {
    @TempDir
    Path directory;

    @Test
    void the_proxy_is_told_every_registrar_and_relay() throws Exception {
        Settings settings = settings().replicas(Service.REGISTRAR, 2).replicas(Service.MEDIA_RELAY, 2);

        assertThat(environment(settings, Service.PROXY))
                .containsEntry("CARILLON_REGISTRARS", "127.0.0.1:15061,127.0.0.1:15071")
                .containsEntry("CARILLON_RELAYS", "ws://127.0.0.1:8082/control,ws://127.0.0.1:8092/control")
                .containsEntry("CARILLON_INSTANCE", "proxy-1")
                .containsEntry("CARILLON_LIFELINE", "stdin")
                .doesNotContainKey("CARILLON_SIP_ADDRESS");
    }

    @Test
    void proxy_and_registrar_share_the_key_that_signs_nonces_and_nothing_else() throws Exception {
        Map<String, String> proxy = environment(settings(), Service.PROXY);
        Map<String, String> registrar = environment(settings(), Service.REGISTRAR);

        assertThat(proxy.get("CARILLON_NONCE_KEY")).isEqualTo(registrar.get("CARILLON_NONCE_KEY"));
        assertThat(proxy.get("QUARKUS_DATASOURCE_PASSWORD")).isNotEqualTo(registrar.get("QUARKUS_DATASOURCE_PASSWORD"));
    }

    @Test
    void the_relay_is_told_its_ports_and_no_password() throws Exception {
        assertThat(environment(settings().rtp(new PortRange(30_000, 30_099)), Service.MEDIA_RELAY))
                .containsEntry("CARILLON_RTP_START", "30000")
                .containsEntry("CARILLON_RTP_END", "30099")
                .containsEntry("CARILLON_NG_ADDRESS", "127.0.0.1:2223")
                .doesNotContainKeys("QUARKUS_DATASOURCE_PASSWORD", "CARILLON_MIGRATOR_PASSWORD", "CARILLON_NONCE_KEY");
    }

    @Test
    void a_property_of_the_settings_reaches_every_service_and_wins() throws Exception {
        Settings settings = settings().property("quarkus.log.level", "DEBUG").property("carillon.instance", "other");

        assertThat(environment(settings, Service.VOICEMAIL))
                .containsEntry("QUARKUS_LOG_LEVEL", "DEBUG")
                .containsEntry("CARILLON_INSTANCE", "other");
    }

    @Test
    void the_mail_server_is_voicemails_alone() throws Exception {
        Settings settings = settings().property("quarkus.mailer.host", "smtp.example.org");

        assertThat(environment(settings, Service.VOICEMAIL)).containsEntry("QUARKUS_MAILER_HOST", "smtp.example.org");
        assertThat(environment(settings, Service.PROXY)).doesNotContainKey("QUARKUS_MAILER_HOST");
    }

    private Settings settings() {
        return Settings.of(directory).configuration(directory).data(directory);
    }

    private Map<String, String> environment(Settings settings, Service service) throws CannotStart, IOException {
        Layout layout = Layout.of(settings, LabFiles.in(directory).read());
        Secrets secrets = Secrets.keptIn(directory.resolve("secrets.properties"));
        return new ServiceEnvironment(settings, layout, secrets)
                .of(layout.instancesOf(service).getFirst());
    }
}
