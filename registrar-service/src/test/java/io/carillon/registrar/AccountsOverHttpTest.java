package io.carillon.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Accounts and bindings as HTTP shows and changes them. */
@QuarkusTest
class AccountsOverHttpTest extends RegistrarFixture {
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
    void what_is_left_out_is_as_the_general_section_says() throws Exception {
        HttpResponse<String> created = create("gryphon", "\"secret\":\"lobster\"");

        assertThat(JSON.readTree(created.body()).path("context").asText()).isEqualTo("garden");
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

        assertThat(first.path("accounts").findValuesAsText("name")).containsExactly("alice", "caller", "desk");
        assertThat(rest.path("accounts").findValuesAsText("name"))
                .containsExactly("guessed", "inhouse", "open", "trunk");
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
}
