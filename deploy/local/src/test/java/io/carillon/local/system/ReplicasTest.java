package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.local.Carillon;
import io.carillon.local.PortRange;
import io.carillon.local.Service;
import io.carillon.local.Settings;
import io.carillon.local.console.Console;
import io.carillon.local.console.Replicas;
import io.carillon.local.system.OwnCarillon.Row;
import io.carillon.testkit.Watch;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.phone.PhoneCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two registrars and two relays behind one proxy, with HTTP open to the outside and guarded by a token. */
@OwnCarillon(Row.PATIENT)
class ReplicasTest {
    private static final String TOKEN = "a-token-for-all-of-them";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Enough that both registrars have their share, whatever the ports that its hash depends on. */
    private static final int PHONES = 16;

    private static final Pattern SHARE =
            Pattern.compile("carillon_register_requests_total\\{outcome=\"accepted\"[^}]*} [1-9]");

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger ACCOUNTS = new AtomicInteger(LabConfiguration.FIRST_ACCOUNT);

    @TempDir
    static Path directory;

    private static Carillon carillon;

    @BeforeAll
    static void start() throws Exception {
        Settings checkout = Checkout.settings();
        new LabConfiguration().write(checkout.home().resolve("examples/lab"), directory.resolve("conf"));
        carillon = Starts.carillon(checkout.configuration(directory.resolve("conf"))
                .data(directory.resolve("data"))
                .replicas(Service.REGISTRAR, 2)
                .replicas(Service.MEDIA_RELAY, 2)
                .property("quarkus.http.host", "0.0.0.0")
                .property("carillon.http.token", TOKEN)
                .onFreePorts());
    }

    @AfterAll
    static void stop() {
        carillon.close();
    }

    @Test
    void both_registrars_take_their_share_and_show_every_binding() throws Exception {
        List<Phone> phones = new ArrayList<>();
        try {
            for (int i = 0; i < PHONES; i++) {
                phones.add(registered());
            }

            for (int replica = 1; replica <= 2; replica++) {
                assertThat(takesItsShare(replica)).as("registrar-%d", replica).isTrue();
                for (Phone phone : phones) {
                    assertThat(bindings(replica, phone)).hasSize(1);
                }
            }
        } finally {
            phones.forEach(Phone::close);
        }
    }

    @Test
    void two_calls_are_relayed_by_two_relays_each_on_ports_of_its_own() throws Exception {
        try (Phone alice = registered();
                Phone bob = registered();
                Phone carol = registered();
                Phone dave = registered()) {
            Talk one = Talk.between(alice, bob);
            Talk other = Talk.between(carol, dave);

            assertThat(relayOf(one)).isNotEqualTo(relayOf(other));
            one.hangUp();
            other.hangUp();
        }
    }

    @Test
    void without_one_registrar_every_account_registers_with_the_other() throws Exception {
        List<Phone> phones = new ArrayList<>();
        for (int i = 0; i < PHONES; i++) {
            phones.add(registered());
        }
        lose(Service.REGISTRAR, 1);
        try {
            for (Phone phone : phones) {
                Watch.until(
                        phone.user() + " to be registered",
                        LIMIT,
                        () -> phone.register().last().status() == 200,
                        () -> phone.ladder().toString());
            }
            Talk.between(phones.getFirst(), phones.getLast()).hangUp();
        } finally {
            carillon.start(Service.REGISTRAR, 1);
            // The proxy looks for it once a second: the next test wants both.
            Watch.until(
                    "registrar-1 to have its share again",
                    LIMIT,
                    () -> {
                        phones.forEach(Phone::register);
                        return takesItsShare(1);
                    },
                    () -> "of " + PHONES + " phones");
            phones.forEach(Phone::close);
        }
    }

    private static boolean takesItsShare(int registrar) {
        try {
            return SHARE.matcher(get(Service.REGISTRAR, registrar, "/q/metrics", TOKEN)
                            .body())
                    .find();
        } catch (IOException _) {
            // It is on its way.
            return false;
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    @Test
    void without_one_relay_new_calls_go_through_the_other() throws Exception {
        PortRange left = rtpOf("media-relay-2");
        ServiceLog proxy = ServiceLog.from(carillon.log(Service.PROXY, 1));
        try (Phone alice = registered();
                Phone bob = registered();
                Phone carol = registered();
                Phone dave = registered()) {
            lose(Service.MEDIA_RELAY, 1);
            proxy.await("is away: new calls use the others");
            try {
                Talk one = Talk.between(alice, bob);
                Talk other = Talk.between(carol, dave);

                assertThat(List.of(relayOf(one), relayOf(other))).containsOnly(left);
                one.hangUp();
                other.hangUp();
            } finally {
                carillon.start(Service.MEDIA_RELAY, 1);
            }
        }
    }

    @Test
    void a_relay_that_hangs_costs_one_call_and_then_the_others_go_through_the_other() throws Exception {
        PortRange left = rtpOf("media-relay-2");
        ServiceLog proxy = ServiceLog.from(carillon.log(Service.PROXY, 1));
        try (Phone alice = registered();
                Phone bob = registered();
                Phone carol = registered();
                Phone dave = registered()) {
            Signals.hang(carillon, Service.MEDIA_RELAY, 1);
            try {
                assertThat(alice.call(Lab.numberOf(bob)).awaitOutcome().status())
                        .isEqualTo(503);
                proxy.await("does not answer: new calls use the others");
                Talk one = Talk.between(alice, bob);
                Talk other = Talk.between(carol, dave);

                assertThat(List.of(relayOf(one), relayOf(other))).containsOnly(left);
                one.hangUp();
                other.hangUp();
            } finally {
                Signals.goOn(carillon, Service.MEDIA_RELAY, 1);
            }
            proxy.await(" answers");
        }
    }

    @Test
    void http_asks_for_the_token_everywhere_but_of_probes() throws Exception {
        for (Service service : Service.values()) {
            assertThat(get(service, 1, "/q/metrics", "").statusCode())
                    .as(service.label())
                    .isEqualTo(401);
            assertThat(get(service, 1, "/q/metrics", TOKEN).statusCode())
                    .as(service.label())
                    .isEqualTo(200);
            assertThat(get(service, 1, "/q/health/ready", "").statusCode())
                    .as(service.label())
                    .isEqualTo(200);
        }
        assertThat(get(Service.REGISTRAR, 2, "/accounts", "").statusCode()).isEqualTo(401);
    }

    @Test
    void the_console_asks_every_replica_and_merges_what_they_say() throws Exception {
        try (Phone alice = registered();
                Phone bob = registered();
                Phone carol = registered();
                Phone dave = registered()) {
            Talk one = Talk.between(alice, bob);
            Talk other = Talk.between(carol, dave);

            assertThat(console("rtp show stats", TOKEN))
                    .contains(one.caller().callId(), other.caller().callId(), "2 media sessions");
            assertThat(console("sip reload", TOKEN)).contains("is in force at 3 of 3 processes");
            one.hangUp();
            other.hangUp();
        }
    }

    @Test
    void every_replica_obeys_a_reload_within_five_seconds() throws Exception {
        Path accounts = directory.resolve("conf").resolve("sip.conf");
        String before = Files.readString(accounts);
        try {
            Files.writeString(accounts, before + "\n[late1](phone)\nsecret=arrived-late-1\n");
            long begin = System.nanoTime();

            String said = console("sip reload", TOKEN);

            assertThat(said).contains("created: late1", "is in force at 3 of 3 processes, for new calls");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        } finally {
            Files.writeString(accounts, before);
            console("sip reload", TOKEN);
        }
    }

    @Test
    void the_console_without_the_token_is_told_what_is_missing() throws Exception {
        assertThat(console("sip show users", "")).contains("asks for a token").hasLineCount(1);
    }

    private static String console(String command, String token) throws InterruptedException {
        Replicas replicas = new Replicas(
                List.of(carillon.http(Service.PROXY, 1)),
                List.of(carillon.http(Service.REGISTRAR, 1), carillon.http(Service.REGISTRAR, 2)),
                List.of(carillon.http(Service.MEDIA_RELAY, 1), carillon.http(Service.MEDIA_RELAY, 2)),
                List.of(carillon.http(Service.VOICEMAIL, 1)));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Optional<String> given = Optional.of(token).filter(text -> !text.isEmpty());
        new Console(replicas, given, false, new PrintStream(said, true, StandardCharsets.UTF_8)).run(command);
        return said.toString(StandardCharsets.UTF_8);
    }

    /** The slice of the relay that both parties of a call were shown. */
    private static PortRange relayOf(Talk talk) throws IOException {
        PortRange relay = relayOf(talk.caller());
        assertThat(relayOf(talk.callee())).isEqualTo(relay);
        return relay;
    }

    /** The slice that the address shown to a phone is in. */
    private static PortRange relayOf(PhoneCall call) throws IOException {
        int port = call.remoteDescription().orElseThrow().audio().getPort();
        return Stream.of(rtpOf("media-relay-1"), rtpOf("media-relay-2"))
                .filter(slice -> slice.first() <= port && port <= slice.last())
                .findFirst()
                .orElseThrow(() -> new AssertionError("RTP port " + port + " belongs to no relay"));
    }

    private static PortRange rtpOf(String relay) throws IOException {
        Path state = directory.resolve("data").resolve("state.json");
        for (JsonNode process : JSON.readTree(state.toFile()).path("processes")) {
            if (process.path("name").asText().equals(relay)) {
                String[] ends = process.at("/addresses/rtp").asText().split("-");
                return new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
            }
        }
        throw new AssertionError("no " + relay + " in " + state);
    }

    private static Phone registered() {
        int account = ACCOUNTS.getAndIncrement();
        return Phone.of("p" + account, carillon.sip())
                .password(LabConfiguration.secretOf(account))
                .tone(300 + 20 * (account % 100))
                .open()
                .registered();
    }

    /** As a node that dies: without a word, and not to come back by itself. */
    private static void lose(Service service, int number) {
        carillon.kill(service, number);
        carillon.stop(service, number);
    }

    private static JsonNode bindings(int registrar, Phone phone) throws Exception {
        return JSON.readTree(get(Service.REGISTRAR, registrar, "/accounts/" + phone.user() + "/bindings", TOKEN)
                .body());
    }

    private static HttpResponse<String> get(Service service, int number, String path, String token)
            throws IOException, InterruptedException {
        URI uri = carillon.http(service, number).resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
