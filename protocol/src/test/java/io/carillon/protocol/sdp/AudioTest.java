package io.carillon.protocol.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioTest {

    @Test
    void the_first_stream_that_can_be_carried_is_taken() {
        Audio audio = audio("""
                m=video 5000 RTP/AVP 96
                m=audio 0 RTP/AVP 0
                m=audio 5002 RTP/SAVP 0
                m=audio 5004 RTP/AVP 99
                m=audio 5006 RTP/AVP 8
                """);

        assertThat(audio.index()).isEqualTo(4);
        assertThat(audio.rtp()).contains(at("10.1.1.1", 5006));
        assertThat(audio.codecNames()).containsExactly("alaw");
    }

    @Test
    void a_description_without_plain_audio_has_none() {
        assertThat(Audio.in(SessionDescriptionTest.parsed(HEAD + "m=audio 5002 RTP/SAVP 0\nm=image 5004 udptl t38\n")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a=sendrecv, 10.1.1.1, SENDRECV",
        "a=sendonly, 10.1.1.1, SENDONLY",
        "a=inactive, 10.1.1.1, INACTIVE",
        "a=sendrecv, 0.0.0.0, SENDONLY",
        "a=x, 0.0.0.0, SENDONLY",
        "a=inactive, 0.0.0.0, INACTIVE",
        "a=recvonly, 0.0.0.0, INACTIVE"
    })
    void hold_is_a_direction_or_the_unspecified_address(String attribute, String address, Direction expected) {
        Audio audio = audio("m=audio 5006 RTP/AVP 8\nc=IN IP4 " + address + "\n" + attribute + "\n");

        assertThat(audio.direction()).isEqualTo(expected);
        assertThat(audio.rtp().isEmpty()).isEqualTo(address.equals("0.0.0.0"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a=x                         | 10.1.1.1 | 5007
                    a=rtcp:53020                | 10.1.1.1 | 53020
                    a=rtcp:53020 IN IP4 10.2.2.2 | 10.2.2.2 | 53020
                    a=rtcp:nonsense             | 10.1.1.1 | 5007
                    """)
    void rtcp_goes_to_the_next_port_unless_the_attribute_says_otherwise(String attribute, String address, int port) {
        assertThat(audio("m=audio 5006 RTP/AVP 8\n" + attribute + "\n").rtcp()).contains(at(address, port));
    }

    @Test
    void a_name_instead_of_an_address_is_not_looked_up() {
        Audio audio = audio("m=audio 5006 RTP/AVP 8\nc=IN IP4 phone.example.org\n");

        assertThat(audio.rtp()).isEmpty();
        assertThat(audio.direction()).isEqualTo(Direction.SENDRECV);
    }

    @Test
    void packet_times_that_are_no_numbers_are_left_out() {
        Audio audio = audio("m=audio 5006 RTP/AVP 8\na=ptime:20\na=maxptime:a lot\na=rtcp-mux\n");

        assertThat(audio.packetTime()).contains("20");
        assertThat(audio.maxPacketTime()).isEmpty();
        assertThat(audio.rtcpMux()).isTrue();
    }

    static final String HEAD = "v=0\no=- 1 1 IN IP4 10.1.1.1\ns=-\nc=IN IP4 10.1.1.1\nt=0 0\n";

    static Audio audio(String streams) {
        return Audio.in(SessionDescriptionTest.parsed(HEAD + streams)).orElseThrow();
    }

    static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }
}
