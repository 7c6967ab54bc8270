package io.carillon.protocol.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a REFER asks for (RFC 3515 §2.1, RFC 3891 §6.1). */
class ReferToTest {
    @Test
    void a_number_alone_is_a_blind_transfer() {
        assertThat(read("<sip:300@192.0.2.1>")).isEqualTo(new ReferTo.Blind("300"));
    }

    @Test
    void an_address_without_brackets_is_read_too() {
        assertThat(read("sip:300@192.0.2.1;user=phone")).isEqualTo(new ReferTo.Blind("300"));
    }

    @Test
    void a_number_is_read_without_its_escapes() {
        assertThat(read("<sip:%2A99%23@192.0.2.1>")).isEqualTo(new ReferTo.Blind("*99#"));
    }

    @ParameterizedTest
    @CsvSource({
        "<sip:1@carillon?Replaces=call%40host%3Bto-tag%3Da%3Bfrom-tag%3Db>, call@host, false",
        "<sip:1@carillon?replaces=nobody%3bfrom-tag%3db%3bto-tag%3da>, nobody, false",
        "<sip:1@carillon?Require=replaces&Replaces=x%3Bto-tag%3Da%3Bfrom-tag%3Db%3Bearly-only>, x, true"
    })
    void a_dialog_in_the_address_is_an_attended_transfer(String target, String callId, boolean earlyOnly) {
        assertThat(read(target)).isEqualTo(new ReferTo.Attended("1", new Replaces(callId, "a", "b", earlyOnly)));
    }

    @ParameterizedTest
    @CsvSource({
        "<sip:1@carillon?Replaces=nobody%3Bto-tag%3Da>, 400",
        "<sip:1@carillon?Replaces=%3Bto-tag%3Da%3Bfrom-tag%3Db>, 400",
        "<tel:+3312345>, 400",
        "nonsense, 400",
        "<sip:192.0.2.1>, 404",
        "<sip:300@192.0.2.1;method=BYE>, 603"
    })
    void what_cannot_be_called_is_refused(String target, int status) {
        assertThat(read(target)).isEqualTo(new ReferTo.Refused(status));
    }

    @Test
    void two_targets_are_one_too_many_and_none_is_too_few() {
        assertThat(ReferTo.of(refer().add("Refer-To", "<sip:1@a>")
                        .add("Refer-To", "<sip:2@a>")
                        .build()))
                .isEqualTo(new ReferTo.Refused(400));
        assertThat(ReferTo.of(refer().build())).isEqualTo(new ReferTo.Refused(400));
    }

    private static ReferTo read(String target) {
        return ReferTo.of(refer().set("Refer-To", target).build());
    }

    private static RequestEdit refer() {
        return SipRequest.create(Method.REFER, SipUri.parse("sip:192.0.2.1"));
    }
}
