package io.carillon.local.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.testkit.phone.Exchange;
import io.carillon.testkit.phone.Phone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that belong to no call: each gets the one status that Asterisk gives, and Carillon asks who calls where Asterisk does. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class StrayRequestsTest {

    private final Lab lab;

    StrayRequestsTest(Lab lab) {
        this.lab = lab;
    }

    private Exchange exchange(String method, String number) {
        try (Phone phone = lab.phone().open()) {
            return phone.exchange(phone.request(new Method(method), number));
        }
    }

    @Test
    void options_to_the_server_itself_is_200() {
        SipResponse answer = exchange("OPTIONS", "").last();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers("Allow")).contains("INVITE", "BYE", "CANCEL");
    }

    @ParameterizedTest(name = "OPTIONS to {0} is {1}")
    @CsvSource({"100, 200", "600, 200", "999999, 404", "nobody, 404"})
    void options_tells_whether_somebody_may_dial_the_extension(String extension, int status) {
        assertThat(exchange("OPTIONS", extension).statuses()).containsExactly(status);
    }

    @Test
    void options_that_require_what_nobody_knows_are_420_and_told_what() {
        try (Phone phone = lab.phone().open()) {
            SipResponse answer = phone.exchange(
                            phone.request(Method.OPTIONS, "100").set("Require", "timer, levitation"))
                    .last();

            assertThat(answer.status()).isEqualTo(420);
            assertThat(answer.headers("Unsupported")).containsExactly("levitation");
        }
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "NOTIFY, 489",
        "PUBLISH, 489",
        "PRACK, 481",
        "UPDATE, 481",
        "INFO, 481",
        "BYE, 481",
        "REFER, 603",
        "FROBNICATE, 405"
    })
    void out_of_a_dialog(String method, int status) {
        assertThat(exchange(method, "100").statuses()).containsExactly(status);
    }

    @ParameterizedTest(name = "{0} in a dialog that nobody has is 481")
    @CsvSource({"INFO", "BYE", "UPDATE", "REFER", "NOTIFY", "OPTIONS", "MESSAGE"})
    void in_a_dialog_that_is_not_there(String method) {
        try (Phone phone = lab.phone().open()) {
            Exchange exchange =
                    phone.exchange(phone.request(new Method(method), "100").set("To", "<sip:100@127.0.0.1>;tag=gone"));

            assertThat(exchange.statuses()).containsExactly(481);
        }
    }

    @ParameterizedTest(name = "{0} is asked for its password, then {1}")
    @CsvSource({"MESSAGE, 405", "SUBSCRIBE, 489"})
    void only_those_we_know_learn_what_is_not_offered(String method, int status) {
        assertThat(exchange(method, "100").statuses()).containsExactly(401, status);
    }

    @ParameterizedTest
    @CsvSource({"MESSAGE", "SUBSCRIBE"})
    void a_wrong_password_is_refused(String method) {
        try (Phone phone = lab.phone().password("guess").open()) {
            assertThat(phone.exchange(phone.request(new Method(method), "100")).statuses())
                    .containsExactly(401, 403);
        }
    }

    @Test
    void an_invite_that_may_go_no_further_is_483_before_anybody_is_asked() {
        assertThat(statusOf("INVITE", "Max-Forwards: 0")).isEqualTo(483);
    }

    @Test
    void an_invite_that_requires_what_we_cannot_do_is_420_and_says_what() {
        try (Phone phone = lab.phone().open()) {
            SipResponse answer = answer(phone, "INVITE", "Max-Forwards: 70\r\nRequire: 100rel, precondition");

            assertThat(answer.status()).isEqualTo(420);
            assertThat(answer.header("Unsupported")).contains("precondition");
        }
    }

    @Test
    void a_retransmitted_refusal_has_the_same_tag() {
        try (Phone phone = lab.phone().open()) {
            SipResponse first = answer(phone, "INVITE", "Max-Forwards: 0");
            phone.sendRaw(request(phone, "INVITE", "Max-Forwards: 0"));
            phone.sendRaw(request(phone, "OPTIONS", "Max-Forwards: 70"));
            phone.awaitMessage(
                    "an answer to OPTIONS",
                    message -> message instanceof SipResponse response
                            && response.cseq().method().equals(Method.OPTIONS));

            assertThat(phone.ladder().received())
                    .filteredOn(message -> message.cseq().method().equals(Method.INVITE))
                    .hasSize(2)
                    .allMatch(message -> message.to().tag().equals(first.to().tag()));
        }
    }

    private int statusOf(String method, String headers) {
        try (Phone phone = lab.phone().open()) {
            return answer(phone, method, headers).status();
        }
    }

    private static SipResponse answer(Phone phone, String method, String headers) {
        phone.sendRaw(request(phone, method, headers));
        return (SipResponse) phone.awaitMessage(
                "an answer", message -> message instanceof SipResponse response && response.isFinal());
    }

    private static byte[] request(Phone phone, String method, String headers) {
        String text = """
                %1$s sip:100@127.0.0.1 SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%2$d;branch=z9hG4bKstray%1$s%2$d;rport
                %3$s
                From: <sip:%4$s@127.0.0.1>;tag=stray
                To: <sip:100@127.0.0.1>
                Call-ID: stray-%2$d
                CSeq: 1 %1$s
                Contact: <sip:%4$s@127.0.0.1:%2$d>
                Content-Length: 0

                """.replace("\n", "\r\n");
        return text.formatted(method, phone.local().getPort(), headers, phone.user())
                .getBytes(US_ASCII);
    }
}
