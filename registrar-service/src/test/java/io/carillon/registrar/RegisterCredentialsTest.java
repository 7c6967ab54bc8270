package io.carillon.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Whose REGISTER is taken, and what everybody else is told. */
@QuarkusTest
class RegisterCredentialsTest extends RegistrarFixture {
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

    /** Status, reason and header names: what tells answers apart for whoever tries passwords. */
    private static String shape(SipResponse answer) {
        return answer.status() + " " + answer.reason() + " "
                + answer.toString()
                        .lines()
                        .skip(1)
                        .map(line -> line.split(":", 2)[0])
                        .toList();
    }
}
