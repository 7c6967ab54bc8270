package io.carillon.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of provisional responses and their receipts (RFC 3262 §7). */
class RAckTest {
    @Test
    void a_receipt_names_the_response_and_the_request_it_answers() {
        assertThat(RAck.of(prack("776656 1 INVITE"))).contains(new RAck(776656, new CSeq(1, Method.INVITE)));
    }

    @Test
    void it_is_written_as_it_is_read() {
        assertThat(RAck.of(prack("7 2 INVITE")).orElseThrow()).hasToString("7 2 INVITE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1 2", "x 1 INVITE", "1 99999999999 INVITE", "1 4294967295 INVITE", "1 1 IN(VITE"})
    void what_is_no_receipt_acknowledges_nothing(String header) {
        assertThat(RAck.of(prack(header))).isEmpty();
    }

    private static SipRequest prack(String header) {
        return SipRequest.create(Method.PRACK, SipUri.parse("sip:192.0.2.1"))
                .set("RAck", header)
                .build();
    }
}
