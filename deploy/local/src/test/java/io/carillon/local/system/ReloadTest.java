package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.local.Service;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an administrator changes while Carillon runs. */
@WholeSystem
class ReloadTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int CHANGES = 5;
    /** Who looks once a second, and has just looked, needs five seconds for five changes. */
    private static final Duration SOONER = Duration.ofSeconds(3);

    private final Lab lab;

    ReloadTest(Lab lab) {
        this.lab = lab;
    }

    @ParameterizedTest
    @CsvSource({
        "REGISTRAR, /reload, sip.conf",
        "PROXY, /dialplan/reload, extensions.conf",
        "VOICEMAIL, /voicemail/reload, voicemail.conf"
    })
    void a_wrong_file_is_refused_by_every_service_in_the_same_words(Service service, String path, String file)
            throws Exception {
        Path text = lab.data().resolveSibling("conf").resolve(file);
        String right = Files.readString(text);
        try {
            Files.writeString(text, right + "\n[never closed\n");

            HttpResponse<String> refused = post(service, path, "");

            assertThat(refused.statusCode()).isEqualTo(422);
            JsonNode error = JSON.readTree(refused.body()).at("/errors/0");
            assertThat(error.path("file").asText()).isEqualTo(file);
            assertThat(error.path("line").asLong()).isEqualTo(right.lines().count() + 2);
            assertThat(error.path("column").asInt()).isPositive();
            assertThat(error.path("message").asText()).isNotEmpty();
            assertThat(error.path("severity").asText()).isEqualTo("error");
        } finally {
            Files.writeString(text, right);
        }
        HttpResponse<String> taken = post(service, path, "");
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(taken.body()).path("revision").asLong()).isPositive();
        assertThat(JSON.readTree(taken.body()).path("warnings").isArray()).isTrue();
    }

    @Test
    void a_proxy_hears_of_a_changed_account_sooner_than_it_looks_by_itself() throws Exception {
        ServiceLog proxy = lab.log(Service.PROXY);
        long begin = System.nanoTime();
        for (int i = 0; i < CHANGES; i++) {
            int known = proxy.linesWith("accounts are known").size();
            String account = "{\"name\":\"made-by-http-" + i + "\",\"secret\":\"correct-horse\"}";
            assertThat(post(Service.REGISTRAR, "/accounts", account).statusCode())
                    .isEqualTo(201);
            proxy.await("accounts are known", known + 1);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOONER);
    }

    private HttpResponse<String> post(Service service, String path, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        lab.carillon().http(service, 1).resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }
}
