package io.carillon.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** sip.conf read again while the registrar runs. */
@QuarkusTest
class SipConfReloadTest extends RegistrarFixture {
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
        assertThat(taken.path("changed").asInt()).isEqualTo(6);
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
                    .isEqualTo(6);

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
        assertThat(again.path("general").asBoolean()).isFalse();
        assertThat(again.path("registrations").asBoolean()).isFalse();
    }

    @Test
    void what_changed_besides_the_accounts_is_told() throws Exception {
        Files.writeString(
                folder.resolve("sip.conf"),
                RegistrarParts.SIP_CONF.replace(
                        "[general]", "[general]\nallowguest=yes\nregister => we:there@192.0.2.9/100\n"));

        JsonNode taken = JSON.readTree(post("/reload", "").body());

        assertThat(taken.path("general").asBoolean()).isTrue();
        assertThat(taken.path("registrations").asBoolean()).isTrue();
    }

    @Test
    void no_password_is_in_the_database() throws Exception {
        assertThat(text("SELECT string_agg(a::text, ' ') FROM location.account AS a"))
                .doesNotContain("wonderland");
        assertThat(text("SELECT string_agg(r::text, ' ') FROM configuration.revision AS r"))
                .contains("secret=********")
                .doesNotContain("wonderland");
    }

    @Test
    void passwords_for_providers_are_sealed_and_the_same_file_again_changes_nothing() throws Exception {
        Files.writeString(
                folder.resolve("sip.conf"),
                RegistrarParts.SIP_CONF.replace(
                                "[general]\n",
                                "[general]\nregister => me:line-password@sip.example.com:5070/9999~600\n")
                        + "[trunk]\ntype=peer\nhost=192.0.2.9\nremotesecret=trunk-password\n");
        post("/reload", "");
        String generation = text("SELECT generation::text FROM location.v1_account_generation");

        post("/reload", "");

        assertThat(text("SELECT generation::text FROM location.v1_account_generation"))
                .isEqualTo(generation);
        assertThat(text("SELECT string_agg(s::text, ' ') FROM location.v1_provider_secret AS s"))
                .contains("trunk")
                .doesNotContain("trunk-password");
        assertThat(text("SELECT string_agg(l::text, ' ') FROM location.v1_provider_line AS l"))
                .startsWith("(me@sip.example.com:5070,me,,,")
                .endsWith(",sip.example.com,5070,9999,600)")
                .doesNotContain("line-password");
        assertThat(get("/accounts/trunk").body()).doesNotContain("password").doesNotContain("sealed");
    }

    private String text(String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
