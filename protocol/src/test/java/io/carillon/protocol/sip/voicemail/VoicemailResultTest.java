package io.carillon.protocol.sip.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipUri;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoicemailResultTest {
    static Stream<VoicemailResult> results() {
        return Stream.of(
                VoicemailResult.success(),
                VoicemailResult.failed(),
                VoicemailResult.exit('0'),
                VoicemailResult.exit('*'));
    }

    @ParameterizedTest
    @MethodSource("results")
    void what_became_of_the_call_is_told_in_its_bye(VoicemailResult result) {
        assertThat(VoicemailResult.of(result.into(bye()).build())).isEqualTo(result);
    }

    @Test
    void the_header_reads_as_the_variable_does() {
        assertThat(VoicemailResult.exit('0').into(bye()).build().header("Carillon-Voicemail-Result"))
                .contains("USEREXIT;exit=0");
    }

    @Test
    void a_bye_that_says_nothing_is_a_success() {
        assertThat(VoicemailResult.of(bye().build())).isEqualTo(VoicemailResult.success());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PERHAPS", "SUCCESS;exit=12", "FAILED;exit=x"})
    void a_value_that_we_do_not_know_is_a_success(String value) {
        assertThat(VoicemailResult.of(
                        bye().set("Carillon-Voicemail-Result", value).build()))
                .isEqualTo(VoicemailResult.success());
    }

    private static RequestEdit bye() {
        return SipRequest.create(Method.BYE, SipUri.parse("sip:proxy@127.0.0.1"));
    }
}
