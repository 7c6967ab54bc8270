package io.carillon.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.facts.Fact;
import io.carillon.facts.FactJson;
import io.carillon.facts.RegistrationFact.AuthenticationFailed;
import io.carillon.facts.RegistrationFact.BindingAdded;
import io.carillon.facts.RegistrationFact.BindingExpired;
import io.carillon.facts.RegistrationFact.BindingRemoved;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.testkit.parts.TestBroker;
import io.carillon.testkit.parts.TestDatabase;
import io.carillon.testkit.parts.TestListener;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked // Quarkus fills the fields
@QuarkusTestResource(RegistrarParts.class)
class RegistrarTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTACT = "<sip:phone@10.0.0.5:5060>";
    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject
    RegistrarMain main;

    @Inject
    DataSource database;

    @TestHTTPResource("/")
    URI http;

    @RegistrarParts.Server
    TestDatabase server;

    @RegistrarParts.Folder
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void noBindings() throws SQLException {
        sql("DELETE FROM location.binding");
    }

    @AfterEach
    void usualFile() throws Exception {
        sql("DELETE FROM location.account WHERE origin = 'http'");
        Files.writeString(folder.resolve("sip.conf"), RegistrarParts.SIP_CONF);
        post("/reload", "");
    }

    // ---- REGISTER ----

    @Test
    void an_account_without_secret_registers_at_once() throws Exception {
        try (ProxyClient phone = phone("open", "")) {
            SipResponse answer = phone.send(phone.register(CONTACT).build());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers("Contact")).containsExactly(CONTACT + ";expires=120");
            assertThat(answer.header("Date")).isPresent();
            assertThat(answer.headers("Path")).containsExactly("<sip:127.0.0.1:15060;lr>");
        }
    }

    @Test
    void an_account_with_a_secret_is_challenged_with_md5_first_and_sha_256_second() throws Exception {
        try (ProxyClient phone = phone("alice", "wonderland")) {
            SipResponse answer = phone.send(phone.register(CONTACT).build());

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.headers("WWW-Authenticate"))
                    .satisfiesExactly(
                            first -> assertThat(first).contains("realm=\"carillon\"", "algorithm=MD5", "qop=\"auth\""),
                            second -> assertThat(second).contains("algorithm=SHA-256"));
        }
    }

    @Test
    void the_right_password_registers() throws Exception {
        try (ProxyClient phone = phone("alice", "wonderland")) {
            SipResponse answer = phone.exchange(phone.register(CONTACT).set("Expires", "300"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers("Contact")).containsExactly(CONTACT + ";expires=300");
        }
    }

    @Test
    void the_second_challenge_can_be_met_as_well() throws Exception {
        try (ProxyClient phone = phone("alice", "wonderland")) {
            SipRequest plain = phone.register(CONTACT).build();
            SipResponse challenged = phone.send(plain);
            SipResponse sha256Alone = challenged
                    .edit()
                    .set(
                            "WWW-Authenticate",
                            challenged.headers("WWW-Authenticate").getLast())
                    .build();

            SipResponse answer = phone.send(phone.answering(plain, sha256Alone));

            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @Test
    void a_wrong_password_an_unknown_user_and_one_who_may_only_call_look_alike() throws Exception {
        try (ProxyClient wrong = phone("alice", "looking-glass");
                ProxyClient unknown = phone("nobody", "wonderland");
                ProxyClient caller = phone("caller", "wonderland")) {
            String ofWrong = shape(wrong.exchange(wrong.register(CONTACT)));

            assertThat(ofWrong).startsWith("403");
            assertThat(shape(unknown.exchange(unknown.register(CONTACT)))).isEqualTo(ofWrong);
            assertThat(shape(caller.exchange(caller.register(CONTACT)))).isEqualTo(ofWrong);
        }
    }

    @Test
    void credentials_serve_their_own_account_alone() throws Exception {
        try (ProxyClient phone = phone("alice", "wonderland")) {
            SipResponse answer = phone.to("open").exchange(phone.to("open").register(CONTACT));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(bindings("open")).isEmpty();
        }
    }

    @Test
    void credentials_used_twice_are_asked_for_again_as_stale() throws Exception {
        try (ProxyClient phone = phone("alice", "wonderland")) {
            phone.exchange(phone.register(CONTACT));

            SipResponse answer = phone.send(phone.authenticated());

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.headers("WWW-Authenticate")).allMatch(challenge -> challenge.contains("stale=true"));
        }
    }

    @Test
    void a_retransmission_gets_the_same_answer() throws Exception {
        try (ProxyClient phone = phone("open", "")) {
            SipRequest routed = phone.routed(phone.register(CONTACT).build());
            SipResponse first = phone.sendAgain(routed);

            SipResponse second = phone.sendAgain(routed);

            assertThat(second.encode()).isEqualTo(first.encode());
        }
    }

    @Test
    void a_query_lists_all_contacts() throws Exception {
        try (ProxyClient phone = phone("open", "")) {
            phone.send(phone.register("<sip:a@192.0.2.1>;q=0.5", "<sip:b@192.0.2.1>")
                    .build());

            SipResponse answer = phone.send(phone.register().build());

            assertThat(answer.headers("Contact"))
                    .containsExactly("<sip:a@192.0.2.1>;expires=120;q=0.500", "<sip:b@192.0.2.1>;expires=120");
        }
    }

    @Test
    void instance_and_reg_id_replace_the_contact_and_are_shown_again() throws Exception {
        try (ProxyClient phone = phone("open", "")) {
            String flow = ";+sip.instance=\"<urn:uuid:1>\";reg-id=1";
            phone.send(phone.register("<sip:a@192.0.2.1>" + flow).build());

            SipResponse answer =
                    phone.send(phone.register("<sip:a@192.0.2.2>" + flow).build());

            assertThat(answer.headers("Contact")).containsExactly("<sip:a@192.0.2.2>;expires=120" + flow);
        }
    }

    @Test
    void the_wildcard_unregisters_and_needs_expires_zero() throws Exception {
        try (ProxyClient phone = phone("open", "")) {
            phone.send(phone.register(CONTACT).build());

            assertThat(phone.send(phone.register("*").build()).status()).isEqualTo(400);
            assertThat(phone.send(phone.register(CONTACT, "*")
                                    .set("Expires", "0")
                                    .build())
                            .status())
                    .isEqualTo(400);
            assertThat(phone.send(phone.register("*").set("Expires", "0").build())
                            .headers("Contact"))
                    .isEmpty();
            assertThat(bindings("open")).isEmpty();
        }
    }

    @Test
    void an_account_with_an_address_registers_from_there_alone_and_is_reachable_without() throws Exception {
        try (ProxyClient stranger = phone("trunk", "wonderland");
                ProxyClient trunk = phone("trunk", "wonderland").seenAt("192.0.2.77:5080")) {
            assertThat(peer("trunk").path("status").asText()).isEqualTo("permanent");
            assertThat(stranger.exchange(stranger.register(CONTACT)).status()).isEqualTo(403);
            assertThat(trunk.exchange(trunk.register()).headers("Contact"))
                    .containsExactly("<sip:trunk@192.0.2.77:5070>;expires=3600");
            assertThat(trunk.exchange(trunk.register(CONTACT)).status()).isEqualTo(200);
        }
    }

    @Test
    void the_phone_is_where_the_proxy_saw_it() throws Exception {
        try (ProxyClient phone = phone("open", "").seenAt("198.51.100.7:40123")) {
            phone.send(phone.register(CONTACT).build());

            JsonNode contact = peer("open").path("contacts").path(0);
            assertThat(contact.path("address").asText()).isEqualTo("198.51.100.7");
            assertThat(contact.path("port").asInt()).isEqualTo(40_123);
            assertThat(contact.path("userAgent").asText()).isEqualTo("Test phone");
            assertThat(contact.path("expiresIn").asInt()).isBetween(110, 120);
        }
    }

    @Test
    void options_is_answered_and_what_else_comes_is_not_allowed() throws Exception {
        try (ProxyClient proxy = phone("open", "")) {
            assertThat(proxy.send(proxy.request(Method.OPTIONS)).status()).isEqualTo(200);
            assertThat(proxy.send(proxy.request(Method.INVITE)).status()).isEqualTo(405);
        }
    }

    // ---- Facts ----

    @Test
    void added_removed_and_expired_bindings_and_refused_credentials_reach_kafka() throws Exception {
        String user = "facts" + System.nanoTime();
        create(user, "\"secret\":\"wonderland\"");
        try (ProxyClient phone = phone(user, "wonderland");
                ProxyClient thief = phone(user, "guess");
                TestListener listener = TestListener.to(TestBroker.shared(), "carillon.registrations")) {
            phone.exchange(phone.register("<sip:a@192.0.2.1>", "<sip:b@192.0.2.1>"));
            phone.exchange(phone.register("<sip:a@192.0.2.1>").set("Expires", "0"));
            sql("UPDATE location.binding SET expires_at = now() - interval '1 second' WHERE aor = '" + user + "'");
            thief.exchange(thief.register(CONTACT));
            thief.exchange(thief.register(CONTACT));

            List<Fact> facts =
                    factsOf(user, listener, known -> known.stream().anyMatch(BindingExpired.class::isInstance));

            assertThat(facts)
                    .hasOnlyElementsOfTypes(
                            BindingAdded.class, BindingRemoved.class, BindingExpired.class, AuthenticationFailed.class);
            assertThat(facts).filteredOn(BindingAdded.class::isInstance).hasSize(2);
            assertThat(facts).filteredOn(BindingRemoved.class::isInstance).hasSize(1);
            assertThat(facts).filteredOn(AuthenticationFailed.class::isInstance).hasSizeBetween(1, 2);
        }
    }

    // ---- sip.conf ----

    @Test
    void a_wrong_file_is_refused_with_its_place_and_changes_nothing() throws Exception {
        Files.writeString(folder.resolve("sip.conf"), "[general]\n[open]\ntype=friend\n[alice\nsecret=other\n");

        HttpResponse<String> refused = post("/reload", "");

        assertThat(refused.statusCode()).isEqualTo(422);
        JsonNode error = JSON.readTree(refused.body()).path("errors").path(0);
        assertThat(error.path("file").asText()).isEqualTo("sip.conf");
        assertThat(error.path("line").asInt()).isEqualTo(4);
        assertThat(error.path("column").asInt()).isPositive();
        try (ProxyClient phone = phone("alice", "wonderland")) {
            assertThat(phone.exchange(phone.register(CONTACT)).status()).isEqualTo(200);
        }
    }

    @Test
    void a_new_password_and_a_new_account_hold_after_a_reload() throws Exception {
        Files.writeString(
                folder.resolve("sip.conf"),
                RegistrarParts.SIP_CONF.replace("secret=wonderland", "secret=looking-glass")
                        + "[dodo]\ntype=friend\nhost=dynamic\n");

        JsonNode taken = JSON.readTree(post("/reload", "").body());

        assertThat(taken.path("created").asInt()).isEqualTo(1);
        assertThat(taken.path("changed").asInt()).isEqualTo(3);
        try (ProxyClient old = phone("alice", "wonderland");
                ProxyClient alice = phone("alice", "looking-glass");
                ProxyClient dodo = phone("dodo", "")) {
            assertThat(old.exchange(old.register(CONTACT)).status()).isEqualTo(403);
            assertThat(alice.exchange(alice.register(CONTACT)).status()).isEqualTo(200);
            assertThat(dodo.exchange(dodo.register(CONTACT)).status()).isEqualTo(200);
        }
    }

    @Test
    void an_account_that_has_left_the_file_loses_its_bindings() throws Exception {
        try (ProxyClient phone = phone("open", "")) {
            phone.send(phone.register(CONTACT).build());
            Files.writeString(
                    folder.resolve("sip.conf"), "[general]\n[alice]\ntype=friend\nsecret=wonderland\nhost=dynamic\n");

            assertThat(JSON.readTree(post("/reload", "").body()).path("deleted").asInt())
                    .isEqualTo(3);

            assertThat(bindings("open")).isEmpty();
            assertThat(phone.exchange(phone.register(CONTACT)).status()).isEqualTo(403);
        }
    }

    @Test
    void reading_the_same_file_again_changes_nothing() throws Exception {
        long before = JSON.readTree(post("/reload", "").body()).path("revision").asLong();

        JsonNode again = JSON.readTree(post("/reload", "").body());

        assertThat(again.path("revision").asLong()).isEqualTo(before);
        assertThat(again.path("changed").asInt()).isZero();
    }

    @Test
    void no_password_is_in_the_database() throws Exception {
        assertThat(text("SELECT string_agg(a::text, ' ') FROM location.account AS a"))
                .doesNotContain("wonderland");
        assertThat(text("SELECT string_agg(r::text, ' ') FROM configuration.revision AS r"))
                .contains("secret=********")
                .doesNotContain("wonderland");
    }

    // ---- Other replicas ----

    @Test
    void an_account_that_another_replica_made_is_known_soon() throws Exception {
        accountMadeElsewhere("walrus");

        try (ProxyClient phone = phone("walrus", "")) {
            assertThat(answered(phone, 200)).isTrue();
        }
    }

    @Test
    void bindings_of_an_account_that_another_replica_deleted_are_gone_soon() throws Exception {
        accountMadeElsewhere("carpenter");
        try (ProxyClient phone = phone("carpenter", "")) {
            assertThat(answered(phone, 200)).isTrue();

            sql("DELETE FROM location.account WHERE name = 'carpenter'");

            assertThat(answered(phone, 403)).isTrue();
            assertThat(holdsSoon(() -> bindings("carpenter").isEmpty())).isTrue();
        }
    }

    /** As a row that this registrar was not told of. */
    private void accountMadeElsewhere(String name) throws SQLException {
        sql("INSERT INTO location.account (name, origin, type, realm, max_contacts, context, mailboxes, codecs,"
                + " dtmf_mode, force_rport, symmetric_media, direct_media) SELECT '" + name + "', 'http', type, realm,"
                + " max_contacts, context, mailboxes, codecs, dtmf_mode, force_rport, symmetric_media, direct_media"
                + " FROM location.account WHERE name = 'open'");
    }

    // ---- HTTP ----

    @Test
    void an_account_made_over_http_registers_until_it_is_deleted() throws Exception {
        assertThat(create("hatter", "\"secret\":\"teatime\"").statusCode()).isEqualTo(201);
        try (ProxyClient phone = phone("hatter", "teatime")) {
            assertThat(phone.exchange(phone.register(CONTACT)).status()).isEqualTo(200);
            assertThat(get("/accounts/hatter/bindings").body()).contains("sip:phone@10.0.0.5:5060");

            assertThat(send("DELETE", "/accounts/hatter", "").statusCode()).isEqualTo(204);

            assertThat(phone.exchange(phone.register(CONTACT)).status()).isEqualTo(403);
            assertThat(get("/accounts/hatter").statusCode()).isEqualTo(404);
            assertThat(bindings("hatter")).isEmpty();
        }
    }

    @Test
    void a_change_without_a_secret_keeps_it_and_no_answer_shows_it() throws Exception {
        HttpResponse<String> created = create("dormouse", "\"secret\":\"treacle\"");

        HttpResponse<String> changed = send("PUT", "/accounts/dormouse", "{\"context\":\"well\"}");

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(changed.body()).path("context").asText()).isEqualTo("well");
        assertThat(JSON.readTree(changed.body()).path("hasSecret").asBoolean()).isTrue();
        assertThat(created.body() + changed.body()).doesNotContain("treacle").doesNotContainIgnoringCase("ha1");
        try (ProxyClient phone = phone("dormouse", "treacle")) {
            assertThat(phone.exchange(phone.register(CONTACT)).status()).isEqualTo(200);
        }
    }

    @Test
    void an_account_without_a_secret_is_made_on_purpose_or_not_at_all() throws Exception {
        for (String fields : List.of("\"context\":\"x\"", "\"secret\":\"\"", "\"secret\":\" \",\"open\":false")) {
            HttpResponse<String> refused = create("queen", fields);

            assertThat(refused.statusCode()).as(fields).isEqualTo(400);
            assertThat(JSON.readTree(refused.body()).path("errors").findValuesAsText("field"))
                    .as(fields)
                    .containsExactly("secret");
        }
        assertThat(create("queen", "\"secret\":\"hearts\",\"open\":true").statusCode())
                .isEqualTo(400);

        assertThat(create("queen", "\"open\":true").statusCode()).isEqualTo(201);

        assertThat(JSON.readTree(get("/accounts/queen").body())
                        .path("hasSecret")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void a_secret_is_taken_away_on_purpose_or_not_at_all() throws Exception {
        create("king", "\"secret\":\"hearts\"");

        assertThat(send("PUT", "/accounts/king", "{\"secret\":\"\"}").statusCode())
                .isEqualTo(400);
        assertThat(JSON.readTree(get("/accounts/king").body()).path("hasSecret").asBoolean())
                .isTrue();
        assertThat(send("PUT", "/accounts/king", "{\"open\":true}").statusCode())
                .isEqualTo(200);

        assertThat(JSON.readTree(get("/accounts/king").body()).path("hasSecret").asBoolean(true))
                .isFalse();
    }

    @Test
    void accounts_of_the_file_are_shown_and_not_changed() throws Exception {
        assertThat(JSON.readTree(get("/accounts/alice").body()).path("origin").asText())
                .isEqualTo("file");
        assertThat(send("PUT", "/accounts/alice", "{}").statusCode()).isEqualTo(409);
        assertThat(send("DELETE", "/accounts/alice", "").statusCode()).isEqualTo(409);
        assertThat(create("alice", "\"secret\":\"x\"").statusCode()).isEqualTo(409);
    }

    @Test
    void what_is_wrong_with_an_account_is_said_field_by_field() throws Exception {
        HttpResponse<String> refused =
                create("no spaces", "\"secret\":\"s\",\"type\":\"phone\",\"port\":70000,\"codecs\":[\"mp3\"]");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(refused.body()).path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("name", "type", "port", "codecs");
        assertThat(JSON.readTree(create("x", "\"colour\":\"red\"").body())
                        .path("errors")
                        .findValuesAsText("field"))
                .containsExactly("colour");
        assertThat(get("/accounts?limit=100000").statusCode()).isEqualTo(400);
        assertThat(post("/accounts", "{").body()).contains("not JSON");
    }

    @Test
    void accounts_are_listed_page_by_page() throws Exception {
        JsonNode first = JSON.readTree(get("/accounts?limit=3").body());
        JsonNode rest = JSON.readTree(
                get("/accounts?after=" + first.path("next").asText()).body());

        assertThat(first.path("accounts").findValuesAsText("name")).containsExactly("alice", "caller", "open");
        assertThat(rest.path("accounts").findValuesAsText("name")).containsExactly("trunk");
    }

    @Test
    void an_administrator_takes_a_binding_away() throws Exception {
        try (ProxyClient phone = phone("open", "")) {
            phone.send(phone.register("<sip:a@192.0.2.1>", "<sip:b@192.0.2.1>").build());

            HttpResponse<String> done = send("DELETE", "/accounts/open/bindings?contact=sip:a@192.0.2.1", "");

            assertThat(done.statusCode()).isEqualTo(204);
            assertThat(bindings("open")).containsExactly("sip:b@192.0.2.1");
        }
    }

    @Test
    void the_interface_describes_itself_and_its_figures_have_a_meaning() throws Exception {
        assertThat(get("/q/openapi").body()).contains("/accounts/{name}/bindings", "Creates an account");
        assertThat(get("/q/metrics").body())
                .contains("carillon_register_requests_total{outcome=\"accepted\"", "carillon_registrations ");
    }

    // ---- Outage ----

    @Test
    void without_postgresql_phones_are_told_to_come_back_and_everything_heals_by_itself() throws Exception {
        try (ProxyClient phone = phone("alice", "wonderland")) {
            phone.exchange(phone.register(CONTACT));

            server.stop();
            SipResponse refused = phone.exchange(phone.register(CONTACT));
            int ready = get("/q/health/ready").statusCode();
            server.restart();

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isPresent();
            assertThat(ready).isEqualTo(503);
            assertThat(answered(phone, 200)).isTrue();
            assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
        }
    }

    private static boolean answered(ProxyClient phone, int status) throws Exception {
        return holdsSoon(() -> phone.exchange(phone.register(CONTACT)).status() == status);
    }

    private static boolean holdsSoon(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        boolean holds = false;
        while (!holds && System.nanoTime() < end) {
            holds = condition.call();
        }
        return holds;
    }

    private ProxyClient phone(String user, String password) throws IOException {
        return new ProxyClient(main.address().orElseThrow(), user, password);
    }

    /** Status, reason and header names: what tells answers apart for whoever tries passwords. */
    private static String shape(SipResponse answer) {
        return answer.status() + " " + answer.reason() + " "
                + answer.toString()
                        .lines()
                        .skip(1)
                        .map(line -> line.split(":", 2)[0])
                        .toList();
    }

    private static List<Fact> factsOf(String aor, TestListener listener, Predicate<List<Fact>> enough) {
        return listener.until(records -> enough.test(facts(aor, records)), SOON).stream()
                .flatMap(record -> FactJson.decode(record.value()).stream())
                .filter(fact -> fact.key().equals(aor))
                .toList();
    }

    private static List<Fact> facts(String aor, List<ConsumerRecord<String, String>> records) {
        return records.stream()
                .filter(record -> record.key().equals(aor))
                .flatMap(record -> FactJson.decode(record.value()).stream())
                .toList();
    }

    private List<String> bindings(String aor) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT contact FROM location.binding WHERE aor = '" + aor + "' ORDER BY slot")) {
            List<String> contacts = new ArrayList<>();
            while (rows.next()) {
                contacts.add(rows.getString(1));
            }
            return contacts;
        }
    }

    private String text(String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private JsonNode peer(String name) throws Exception {
        for (JsonNode peer : JSON.readTree(get("/peers").body()).path("peers")) {
            if (peer.path("name").asText().equals(name)) {
                return peer;
            }
        }
        throw new AssertionError("no peer " + name);
    }

    private HttpResponse<String> create(String name, String fields) throws Exception {
        return post("/accounts", "{\"name\":\"" + name + "\"," + fields + "}");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "");
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send("POST", path, body);
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(http.resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
