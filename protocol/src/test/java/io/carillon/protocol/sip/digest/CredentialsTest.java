package io.carillon.protocol.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.Method;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7616 §3.3, §3.4, §3.9.1; RFC 2069 as RFC 2617 §3.2.2.1 kept it. */
class CredentialsTest {
    private static final Method GET = Method.of("GET");

    private static String mufasa(String algorithm) {
        return "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\", algorithm="
                + algorithm + ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001,"
                + " cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, response=\"00\"";
    }

    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    })
    void the_examples_of_the_rfc_come_out(String algorithm, String response) {
        Credentials given = Credentials.parse(mufasa(algorithm)).orElseThrow();
        Ha1 ha1 = Ha1.of(given.algorithm(), "Mufasa", "http-auth@example.org", "Circle of Life");

        assertThat(given.expectedResponse(ha1, GET)).isEqualTo(response);
    }

    @Test
    void without_qop_the_old_way_is_computed() {
        Credentials given = Credentials.parse("Digest username=\"Mufasa\", realm=\"testrealm@host.com\","
                        + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", uri=\"/dir/index.html\", response=\"00\"")
                .orElseThrow();
        Ha1 ha1 = Ha1.of(HashAlgorithm.MD5, "Mufasa", "testrealm@host.com", "CircleOfLife");

        assertThat(given.expectedResponse(ha1, GET)).isEqualTo("1949323746fe6a43ef61f9606e7febea");
    }

    @Test
    void what_is_written_is_what_was_read() {
        Credentials given = Credentials.parse(mufasa("SHA-256")).orElseThrow();

        assertThat(Credentials.parse(given.header())).contains(given);
    }

    @Test
    void quotes_and_commas_in_values_are_understood() {
        Optional<Credentials> given = Credentials.parse(
                "digest  username=\"a\\\"b, c\" ,realm=\"x=y\",nonce=n,uri=\"sip:h\",response=\"ABCD\",,opaque=\"\"");

        assertThat(given).hasValueSatisfying(c -> {
            assertThat(c.user()).isEqualTo("a\"b, c");
            assertThat(c.realm()).isEqualTo("x=y");
            assertThat(c.response()).isEqualTo("abcd");
            assertThat(c.opaque()).contains("");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Digest",
                "Digest ",
                "Basic dXNlcjpwYXNz",
                "Digest username=\"a",
                "Digest username=\"a\" realm=\"b\"",
                "Digest username",
                "Digest ==,==",
                "Digest username=\"a\", realm=\"r\", nonce=\"n\", uri=\"u\"",
                "Digest username=\"a\", username=\"b\", realm=\"r\", nonce=\"n\", uri=\"u\", response=\"x\"",
                "Digest username=\"a\", realm=\"r\", nonce=\"n\", uri=\"u\", response=\"x\", algorithm=MD5-sess",
                "Digest username=\"a\", realm=\"r\", nonce=\"n\", uri=\"u\", response=\"x\", qop=auth",
                "Digest username=\"a\", realm=\"r\", nonce=\"n\", uri=\"u\", response=\"x\", qop=auth, cnonce=c, nc=1",
                "Digest username=\"a\", realm=\"r\", nonce=\"n\", uri=\"u\", response=\"x\", qop=auth, cnonce=c, nc=+0000001",
                "Digest username=\"a\", realm=\"r\", nonce=\"n\", uri=\"u\", response=\"x\", qop=auth-int, cnonce=c, nc=00000001"
            })
    void what_cannot_be_used_is_no_credentials(String header) {
        assertThat(Credentials.parse(header)).isEmpty();
    }

    @Test
    void neither_password_hash_nor_response_is_in_a_text_for_logs() {
        Credentials given = Credentials.parse(mufasa("MD5").replace("\"00\"", "\"0badcafe\""))
                .orElseThrow();
        AccountSecret secret = AccountSecret.of("Mufasa", "r", "Circle of Life");

        assertThat(given.toString()).doesNotContain("0badcafe");
        assertThat(secret.toString())
                .doesNotContain(secret.in(HashAlgorithm.MD5).orElseThrow().hex());
    }

    @Test
    void a_challenge_is_written_as_it_is_read() {
        Challenge challenge = new Challenge(HashAlgorithm.SHA_256, "car\"illon", "n==", true, true, Optional.of("o"));

        assertThat(challenge)
                .hasToString("Digest realm=\"car\\\"illon\", nonce=\"n==\", algorithm=SHA-256, qop=\"auth\","
                        + " opaque=\"o\", stale=true");
        assertThat(Challenge.parse(challenge.toString())).contains(challenge);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Digest realm=\"r\"",
                "Digest nonce=\"n\"",
                "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-512-256",
                "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"",
                "Bearer x"
            })
    void a_challenge_we_cannot_meet_is_none(String header) {
        assertThat(Challenge.parse(header)).isEmpty();
    }
}
