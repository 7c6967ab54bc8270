package io.carillon.testkit.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sdp.Audio;
import io.carillon.protocol.sdp.SessionDescription;
import io.carillon.protocol.sip.MessageParser;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.SessionBody;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus against the readers of messages and session descriptions. */
class CorpusTest {

    private static final int PORT = 5062;

    static List<NastyMessage> messages() {
        return Corpus.messages();
    }

    @Test
    void every_message_has_a_name_of_its_own_and_says_which_section_it_tries() {
        assertThat(messages())
                .hasSizeGreaterThan(100)
                .extracting(NastyMessage::name)
                .doesNotHaveDuplicates();
        assertThat(messages()).allSatisfy(message -> assertThat(message.why()).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void each_is_read_as_expected(NastyMessage nasty) {
        Parsed parsed = MessageParser.parse(nasty.datagram(PORT));

        switch (nasty.expected()) {
            case Expected.Served(OptionalInt _, Map<String, String> reads) -> {
                SipMessage message = message(parsed);
                reads.forEach((what, text) ->
                        assertThat(reading(message, what)).as(what).isEqualTo(text));
            }
            case Expected.Refused(int status, String cause) -> assertRefused(parsed, status, cause);
            case Expected.Dropped(String cause) ->
                assertThat(parsed).isEqualTo(new Parsed.Malformed(cause, Optional.empty()));
            case Expected.KeepAlive() -> assertThat(parsed).isInstanceOf(Parsed.KeepAlive.class);
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void what_is_read_is_written_so_that_the_next_one_reads_the_same(NastyMessage nasty) {
        if (MessageParser.parse(nasty.datagram(PORT)) instanceof Parsed.Message(SipMessage message)) {
            SipMessage again = message(MessageParser.parse(message.encode()));

            assertThat(again.encode()).asString().isEqualTo(new String(message.encode(), StandardCharsets.UTF_8));
            assertThat(again.vias()).hasToString(message.vias().toString());
            assertThat(again.body()).isEqualTo(message.body());
        }
    }

    private static void assertRefused(Parsed parsed, int status, String cause) {
        assertThat(parsed).isInstanceOfSatisfying(Parsed.Malformed.class, malformed -> {
            assertThat(malformed.cause()).isEqualTo(cause);
            assertThat(malformed.answer().map(SipResponse::status)).contains(status);
        });
    }

    private static SipMessage message(Parsed parsed) {
        assertThat(parsed).isInstanceOf(Parsed.Message.class);
        return ((Parsed.Message) parsed).message();
    }

    private static String reading(SipMessage message, String what) {
        return switch (what) {
            case "method" -> request(message).method().name();
            case "uri" -> request(message).requestUri().toString();
            case "user" -> request(message).requestUri().plainUser().orElse("");
            case "status" -> Integer.toString(((SipResponse) message).status());
            case "reason" -> ((SipResponse) message).reason();
            case "from" -> bare(message.from());
            case "from-name" -> message.from().displayName().orElse("");
            case "from-tag" -> message.from().tag().orElse("");
            case "to" -> bare(message.to());
            case "to-tag" -> message.to().tag().orElse("");
            case "cseq" -> message.cseq().number() + " " + message.cseq().method();
            case "call-id" -> message.callId();
            case "branch" -> message.topVia().branch().orElse("");
            case "vias" -> Integer.toString(message.vias().size());
            case "below-received" -> message.vias().get(1).received().orElse("");
            case "contacts" -> Integer.toString(message.contacts().size());
            case "routes" -> Integer.toString(message.routes().size());
            case "max-forwards" -> Integer.toString(message.maxForwards().orElse(-1));
            case "expires" ->
                message.expires().isPresent() ? Long.toString(message.expires().getAsLong()) : "";
            case "body" -> Integer.toString(message.body().length);
            case "audio" -> audio(message);
            default -> String.join(" | ", message.headers(what));
        };
    }

    private static SipRequest request(SipMessage message) {
        return (SipRequest) message;
    }

    private static String bare(NameAddress address) {
        return NameAddress.of(address.uri()).toString();
    }

    private static String audio(SipMessage message) {
        return switch (SessionDescription.parse(SessionBody.description(message).orElse(""))) {
            case SessionDescription.Parsed.Description(SessionDescription sdp) ->
                Audio.in(sdp)
                        .flatMap(Audio::rtp)
                        .map(InetSocketAddress::toString)
                        .map(address -> address.replaceFirst("^/", ""))
                        .orElse("nowhere");
            case SessionDescription.Parsed.Malformed _ -> "unreadable";
        };
    }
}
