package io.carillon.protocol.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sdp.SessionDescription.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionDescriptionTest {

    static final String PHONE = """
            v=0
            o=alice 3846183264 18446744073709551617 IN IP4 192.168.1.20
            s=Talk
            i=a phone
            e=alice@example.org
            c=IN IP4 192.168.1.20
            b=AS:380
            t=0 0
            k=clear:nothing
            y=unheard of
            a=rtcp-xr:rcvr-rtt=all:10000 stat-summary=loss,dup,jitt,TTL voip-metrics
            a=recvonly
            m=audio 7078 RTP/AVP 96 0 8 101
            i=the microphone
            b=AS:64
            a=rtpmap:96 opus/48000/2
            a=fmtp:96 useinbandfec=1
            a=rtpmap:101 telephone-event/8000
            a=sendrecv
            m=video 9078/2 RTP/AVP 97
            c=IN IP4 192.168.1.21
            a=rtpmap:97 H264/90000
            """.replace("\n", "\r\n");

    @Test
    void what_is_parsed_is_written_again_word_for_word() {
        assertThat(parsed(PHONE)).hasToString(PHONE);
    }

    @Test
    void lines_in_another_order_are_written_in_the_order_of_the_rfc() {
        SessionDescription sdp = parsed("""
                v=0
                t=0 0
                a=tool:x
                c=IN IP4 10.0.0.1
                s=late
                o=- 1 1 IN IP4 10.0.0.1
                """);

        assertThat(sdp.toString().lines())
                .containsExactly("v=0", "o=- 1 1 IN IP4 10.0.0.1", "s=late", "c=IN IP4 10.0.0.1", "t=0 0", "a=tool:x");
    }

    @Test
    void a_stream_without_its_own_connection_and_direction_has_the_sessions() {
        SessionDescription sdp = parsed(PHONE);

        assertThat(sdp.connectionOf(sdp.media().get(0)).orElseThrow().address()).isEqualTo("192.168.1.20");
        assertThat(sdp.connectionOf(sdp.media().get(1)).orElseThrow().address()).isEqualTo("192.168.1.21");
        assertThat(sdp.directionOf(sdp.media().get(0))).isEqualTo(Direction.SENDRECV);
        assertThat(sdp.directionOf(sdp.media().get(1))).isEqualTo(Direction.RECVONLY);
    }

    @Test
    void a_stream_without_any_direction_is_sendrecv() {
        SessionDescription sdp = parsed("v=0\no=- 1 1 IN IP4 1.2.3.4\nc=IN IP4 1.2.3.4\nm=audio 4 RTP/AVP 0\n");

        assertThat(sdp.directionOf(sdp.media().getFirst())).isEqualTo(Direction.SENDRECV);
    }

    @Test
    void static_payload_numbers_need_no_rtpmap_and_dynamic_ones_without_are_unknown() {
        MediaDescription audio = parsed("""
                        v=0
                        o=- 1 1 IN IP4 1.2.3.4
                        c=IN IP4 1.2.3.4
                        m=audio 4000 RTP/AVP 0 3 8 9 18 4 2 13 98
                        """).media().getFirst();

        assertThat(audio.rtpFormats())
                .extracting(format -> format.payloadType() + " " + format.encoding() + " " + format.codecName())
                .containsExactly(
                        "0 PCMU/8000 ulaw",
                        "3 GSM/8000 gsm",
                        "8 PCMA/8000 alaw",
                        "9 G722/8000 g722",
                        "18 G729/8000 g729",
                        "4 G723/8000 g723",
                        "2 G726-32/8000 g726",
                        "13 CN/8000 cn");
    }

    @Test
    void rtpmap_and_fmtp_give_a_number_its_meaning_whatever_the_number() {
        MediaDescription audio = parsed("""
                        v=0
                        o=- 1 1 IN IP4 1.2.3.4
                        c=IN IP4 1.2.3.4
                        m=audio 4000 RTP/AVP 0 10 100 100
                        a=rtpmap:0 PCMA/8000
                        a=rtpmap:10 SPEEX/16000
                        a=rtpmap:100 iLBC/8000
                        a=fmtp:10 mode=any
                        a=fmtp:100 mode=30
                        """).media().getFirst();

        assertThat(audio.rtpFormats())
                .extracting(format -> format.payloadType() + " " + format.codecName() + " "
                        + format.parameters().orElse("-"))
                .containsExactly("0 alaw -", "10 speex16 mode=any", "100 ilbc mode=30");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    v=1                                                                    | 1 | v=0
                    o=- 1 1 IN IP4 1.2.3.4                                                 | 1 | v=0
                    v=0\\ns=x                                                              | 2 | no o= line
                    v=0\\nv=0                                                              | 2 | once
                    v=0\\nhello                                                            | 2 | letter
                    v=0\\no=- 1 1 IN IP4                                                   | 2 | o= needs 6
                    v=0\\no=- one 1 IN IP4 1.2.3.4                                         | 2 | numbers
                    v=0\\no=- 1 1 ATM NSAP x                                               | 2 | IN IP4
                    v=0\\no=- 1 1 IN IP4 1.2.3.4\\no=- 1 1 IN IP4 1.2.3.4                   | 3 | second o=
                    v=0\\no=- 1 1 IN IP4 1.2.3.4\\nc=IN IP5 1.2.3.4                         | 3 | IN IP4
                    v=0\\no=- 1 1 IN IP4 1.2.3.4\\nm=audio x RTP/AVP 0                      | 3 | port
                    v=0\\no=- 1 1 IN IP4 1.2.3.4\\nm=audio 65536 RTP/AVP 0                  | 3 | port
                    v=0\\no=- 1 1 IN IP4 1.2.3.4\\nm=audio 4000 RTP/AVP                     | 3 | format
                    v=0\\no=- 1 1 IN IP4 1.2.3.4\\ns=x\\nm=audio 4000 RTP/AVP 0\\na=x         | 4 | no c=
                    v=0\\no=- 1 1 IN IP4 1.2.3.4\\nm=audio 0 RTP/AVP 0\\na=rtpmap:128 x/8000 | 4 | 0 to 127
                    v=0\\no=- 1 1 IN IP4 1.2.3.4\\nm=audio 0 RTP/AVP 0\\na=rtpmap:8 x        | 4 | clock rate
                    v=0\\no=- 1 1 IN IP4 1.2.3.4\\nm=audio 0 RTP/AVP 0\\na=rtpmap:8 x/0      | 4 | clock rate
                    """)
    void what_cannot_be_understood_is_named_with_its_line(String text, int line, String cause) {
        assertThat(SessionDescription.parse(text.replace("\\n", "\n")))
                .isInstanceOfSatisfying(Parsed.Malformed.class, malformed -> {
                    assertThat(malformed.line()).isEqualTo(line);
                    assertThat(malformed.cause()).contains(cause);
                });
    }

    @Test
    void nothing_is_no_description() {
        assertThat(SessionDescription.parse("")).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void more_lines_or_streams_than_the_limits_are_refused() {
        String head = "v=0\no=- 1 1 IN IP4 1.2.3.4\nc=IN IP4 1.2.3.4\n";

        assertThat(SessionDescription.parse(head + "a=x\n".repeat(SdpParser.MAX_LINES)))
                .isInstanceOf(Parsed.Malformed.class);
        assertThat(SessionDescription.parse(head + "m=audio 4 RTP/AVP 0\n".repeat(SdpParser.MAX_MEDIA + 1)))
                .isInstanceOf(Parsed.Malformed.class);
        assertThat(SessionDescription.parse(head + "a=" + "x".repeat(SdpParser.MAX_LENGTH)))
                .isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void the_version_grows_with_a_change_and_only_then() {
        SessionDescription first = parsed(PHONE);
        SessionDescription changed = parsed(PHONE.replace("m=audio 7078", "m=audio 7080"));

        assertThat(parsed(PHONE.replace("alice 3846183264 18446744073709551617", "- 1 1"))
                        .following(first))
                .isEqualTo(first);
        assertThat(changed.following(first).origin().version()).isEqualTo("18446744073709551618");
        assertThat(changed.following(first).origin().sessionId()).isEqualTo("3846183264");
    }

    static SessionDescription parsed(String text) {
        return switch (SessionDescription.parse(text)) {
            case Parsed.Description(SessionDescription sdp) -> sdp;
            case Parsed.Malformed malformed -> throw new AssertionError(malformed);
        };
    }
}
