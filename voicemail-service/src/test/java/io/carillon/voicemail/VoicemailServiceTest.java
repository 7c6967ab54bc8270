package io.carillon.voicemail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.facts.revision.ConfigurationRevisions;
import io.carillon.testkit.parts.TestBroker;
import io.carillon.testkit.parts.TestDatabase;
import io.carillon.testkit.parts.TestListener;
import io.carillon.voicemail.mailbox.Mailbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class VoicemailServiceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TWO_BOXES = """
            [general]
            maxsecs=180

            [default]
            1000 => 0000, Claude Chabrou, claudio@email.com, , attach=yes|tz=european
            1001 => -4321, Zoé
            """;

    private final HttpClient client = HttpClient.newHttpClient();

    /** Given by {@link RealParts}. */
    @Nullable
    TestDatabase database;

    @TestHTTPResource("/")
    URI base;

    @ConfigProperty(name = "carillon.config.dir")
    Path folder;

    @Inject
    ConfigurationRevisions revisions;

    @BeforeEach
    void twoBoxes() throws Exception {
        assertThat(load(TWO_BOXES).statusCode()).isEqualTo(200);
    }

    @Test
    void the_mailboxes_of_the_file_are_listed_without_their_pins() throws Exception {
        HttpResponse<String> response = get("mailboxes");

        JsonNode boxes = JSON.readTree(response.body());
        assertThat(boxes).hasSize(2);
        assertThat(boxes.path(0).path("number").asText()).isEqualTo("1000");
        assertThat(boxes.path(0).path("name").asText()).isEqualTo("Claude Chabrou");
        assertThat(boxes.path(0).path("options").path("tz").asText()).isEqualTo("european");
        assertThat(boxes.path(0).path("hasPin").asBoolean()).isTrue();
        assertThat(boxes.path(1).path("pinChangeable").asBoolean()).isFalse();
        assertThat(response.body())
                .doesNotContain("0000")
                .doesNotContain("4321")
                .doesNotContain("pbkdf2");
    }

    @Test
    void one_mailbox_is_read_and_an_unknown_one_is_not_found() throws Exception {
        assertThat(get("mailboxes/default/1001").body()).contains("Zoé");
        assertThat(get("mailboxes/default/9999").statusCode()).isEqualTo(404);
    }

    @Test
    void the_process_tells_its_version_and_since_when_it_runs() throws Exception {
        JsonNode process = JSON.readTree(get("process").body());

        assertThat(process.path("service").asText()).isEqualTo("voicemail-service");
        assertThat(process.path("version").asText()).isNotEmpty();
        assertThat(Instant.parse(process.path("started").asText())).isBefore(Instant.now());
    }

    @Test
    void what_is_not_here_is_told_in_a_sentence() throws Exception {
        HttpResponse<String> unknown = get("mailboxes/default/9999");

        assertThat(unknown.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(unknown.body())
                .isEqualTo("{\"title\":\"there is nothing at /mailboxes/default/9999\",\"status\":404}");
        assertThat(get("postboxes").body()).isEqualTo("{\"title\":\"there is nothing at /postboxes\",\"status\":404}");
    }

    @Test
    void what_cannot_be_done_is_told_by_the_name_of_its_status() throws Exception {
        HttpResponse<String> refused =
                send(HttpRequest.newBuilder(base.resolve("mailboxes")).DELETE());

        assertThat(refused.body()).isEqualTo("{\"title\":\"Method Not Allowed\",\"status\":405}");
    }

    @Test
    void the_revision_holds_no_pin() throws Exception {
        String text = revisions.latest("voicemail.conf").orElseThrow().sources().get("voicemail.conf");

        assertThat(text).contains("Claude Chabrou").doesNotContain("0000").doesNotContain("4321");
    }

    @Test
    void a_wrong_file_changes_nothing_and_names_the_place() throws Exception {
        long before = revisions.latest("voicemail.conf").orElseThrow().number();

        HttpResponse<String> response = load("[default]\n1000 => 12x4, Claude\n");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).contains("""
                {"errors":[{"severity":"error","file":"voicemail.conf","line":2,"column":9,"message":"a PIN""");
        assertThat(revisions.latest("voicemail.conf").orElseThrow().number()).isEqualTo(before);
        assertThat(isPin("1000", "0000")).isTrue();
    }

    @Test
    void the_owners_pin_stays_until_the_file_has_another() throws Exception {
        QuarkusTransaction.requiringNew().run(() -> box("1000").choosePin("7777"));

        load(TWO_BOXES.replace("Claude Chabrou", "Claude C."));
        assertThat(isPin("1000", "7777")).isTrue();

        load(TWO_BOXES.replace("0000", "5555"));
        assertThat(isPin("1000", "7777")).isFalse();
        assertThat(isPin("1000", "5555")).isTrue();
    }

    @Test
    void a_mailbox_that_leaves_the_file_and_comes_back_has_the_owners_pin() throws Exception {
        QuarkusTransaction.requiringNew().run(() -> box("1001").choosePin("8888"));
        load("[default]\n1000 => 0000, Claude\n");
        assertThat(get("mailboxes/default/1001").statusCode()).isEqualTo(404);

        load(TWO_BOXES);

        assertThat(isPin("1001", "8888")).isTrue();
    }

    @Test
    void the_same_file_again_is_the_same_revision() throws Exception {
        long before = revisions.latest("voicemail.conf").orElseThrow().number();

        HttpResponse<String> response = load(TWO_BOXES);

        assertThat(JSON.readTree(response.body()).path("revision").asLong()).isEqualTo(before);
    }

    @Test
    void a_new_revision_is_told_on_kafka() throws Exception {
        JsonNode committed = JSON.readTree(load(TWO_BOXES + "1002 => 1, Told\n").body());
        try (TestListener listener = TestListener.to(TestBroker.shared(), "carillon.configuration")) {
            String id = "\"id\":\"voicemail.conf:" + committed.path("revision").asLong() + ":";

            assertThat(listener.until(
                            heard -> heard.stream()
                                    .anyMatch(record -> record.value().contains(id)),
                            Duration.ofSeconds(20)))
                    .anyMatch(record -> record.value().contains(id));
        }
    }

    @Test
    void a_reload_without_postgresql_is_answered_503_and_the_service_stays_ready() throws Exception {
        TestDatabase server = Objects.requireNonNull(database);
        server.stop();
        try {
            assertThat(load(TWO_BOXES).statusCode()).isEqualTo(503);
            assertThat(get("q/health/ready").statusCode()).isEqualTo(200);
        } finally {
            server.restart();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> load(TWO_BOXES).statusCode() == 200);
    }

    @Test
    void health_metrics_and_openapi_are_there() throws Exception {
        assertThat(get("q/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("q/metrics").body())
                .contains("carillon_voicemail_mailboxes")
                .contains("carillon_outbox_rows{schema=\"voicemail\"}")
                .contains("carillon_facts_published_total");
        assertThat(get("q/openapi").body()).contains("/mailboxes").contains("/voicemail/reload");
    }

    private HttpResponse<String> load(String text) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("voicemail.conf"), text);
        return send(HttpRequest.newBuilder(base.resolve("voicemail/reload")).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static boolean isPin(String number, String digits) {
        return QuarkusTransaction.requiringNew().call(() -> box(number).isPin(digits));
    }

    private static Mailbox box(String number) {
        return Mailbox.configured(new Mailbox.Key("default", number)).orElseThrow();
    }
}
