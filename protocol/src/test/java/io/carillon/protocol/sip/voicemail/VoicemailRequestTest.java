package io.carillon.protocol.sip.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.media.Gain;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.MessageParser;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.voicemail.VoicemailRequest.Purpose;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoicemailRequestTest {
    private static final HostPort VOICEMAIL = new HostPort("127.0.0.1", 15062);

    private static final VoicemailRequest LEAVING = new VoicemailRequest(
            Purpose.LEAVE,
            List.of("1000@default", "1001@default"),
            "u",
            "0*",
            new Gain(3),
            OptionalInt.empty(),
            "fr",
            "call-7",
            Optional.of("claude"),
            Optional.of(URI.create("ws://127.0.0.1:8082/control")),
            Optional.of(new Diversion(SipUri.parse("sip:200@lab.example"), Diversion.Reason.NO_ANSWER)));

    private static final VoicemailRequest HEARING = new VoicemailRequest(
            Purpose.HEAR,
            List.of("1000@default"),
            "s",
            "",
            Gain.NONE,
            OptionalInt.of(2),
            "en",
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    @Test
    void what_is_asked_survives_the_wire() {
        assertThat(VoicemailRequest.of(sent(LEAVING))).contains(LEAVING);
    }

    @Test
    void hearing_survives_the_wire() {
        assertThat(VoicemailRequest.of(sent(HEARING))).contains(HEARING);
    }

    @Test
    void mailbox_and_cause_stand_in_the_request_uri_as_rfc_4458_writes_them() {
        assertThat(LEAVING.uri(VOICEMAIL))
                .hasToString("sip:voicemail@127.0.0.1:15062;target=sip:1000%2540default%40carillon;cause=408");
    }

    @Test
    void who_was_called_stands_in_diversion() {
        assertThat(sent(LEAVING).header("Diversion")).contains("<sip:200@lab.example>;reason=no-answer");
    }

    @ParameterizedTest
    @CsvSource({"486, b", "408, u", "404, ''"})
    void another_pbx_asks_by_the_request_uri_alone(String cause, String flags) {
        SipRequest invite = invite("sip:voicemail@host;target=sip:1000%40example.com;cause=" + cause);

        VoicemailRequest request = VoicemailRequest.of(invite).orElseThrow();

        assertThat(request.boxes()).containsExactly("1000");
        assertThat(request.flags()).isEqualTo(flags);
        assertThat(request.language()).isEqualTo("en");
    }

    @Test
    void a_target_without_user_leaves_the_mailbox_to_be_asked_for() {
        SipRequest invite = invite("sip:voicemailmain@host;target=sip:carillon");

        assertThat(VoicemailRequest.of(invite).orElseThrow().boxes()).isEmpty();
    }

    @Test
    void whoever_calls_another_user_asks_nothing_of_voicemail() {
        assertThat(VoicemailRequest.of(invite("sip:1000@host"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"gain", "folder"})
    void numbers_beyond_their_bounds_are_not_given(String name) {
        SipRequest invite = invite("sip:voicemail@host")
                .edit()
                .set("Carillon-Voicemail", "leave;boxes=\"1\";" + name + "=\"25\"")
                .build();

        VoicemailRequest request = VoicemailRequest.of(invite).orElseThrow();

        assertThat(request.gain()).isEqualTo(Gain.NONE);
        assertThat(request.folder()).isEmpty();
    }

    @Test
    void an_unreadable_relay_is_none() {
        SipRequest invite = invite("sip:voicemail@host")
                .edit()
                .set("Carillon-Relay", "not a uri")
                .build();

        assertThat(VoicemailRequest.of(invite).orElseThrow().relay()).isEmpty();
    }

    private static SipRequest sent(VoicemailRequest request) {
        SipRequest written =
                request.into(invite("sip:x@host").edit(), VOICEMAIL).build();
        return (SipRequest) ((Parsed.Message) MessageParser.parse(written.encode())).message();
    }

    private static SipRequest invite(String uri) {
        return SipRequest.create(Method.INVITE, SipUri.parse(uri))
                .set("Via", "SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1")
                .set("From", "\"Claude\" <sip:100@carillon>;tag=a")
                .set("To", "<sip:99@carillon>")
                .set("Call-ID", "c")
                .set("CSeq", "1 INVITE")
                .set("Max-Forwards", "70")
                .build();
    }
}
