package io.carillon.relay.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.carillon.testkit.corpus.Mutator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtcpReaderTest {

    private final List<String> told = new ArrayList<>();
    private final RtcpReader.Reports reports = new RtcpReader.Reports() {
        @Override
        public void sent(int middleNtp) {
            told.add("sent " + Integer.toHexString(middleNtp));
        }

        @Override
        public void received(int lastReport, long delay) {
            told.add("received " + Integer.toHexString(lastReport) + " after " + delay);
        }
    };

    @Test
    void a_compound_packet_tells_what_its_reports_say() {
        ByteBuffer packet = compound();

        assertThat(RtcpReader.isRtcp(packet)).isTrue();
        assertThat(RtcpReader.read(packet, reports)).isTrue();
        assertThat(told).containsExactly("sent 2222aaaa", "received 3333bbbb after 65536", "received 0 after 0");
    }

    @Test
    void reading_leaves_the_packet_as_it_was() {
        ByteBuffer packet = compound();

        RtcpReader.read(packet, reports);

        assertThat(packet).isEqualTo(compound());
    }

    @Test
    void a_packet_that_claims_more_than_there_is_is_malformed() {
        ByteBuffer packet = compound();
        packet.limit(packet.limit() - 4);

        assertThat(RtcpReader.read(packet, reports)).isFalse();
    }

    @Test
    void rtp_and_short_datagrams_are_no_rtcp() {
        assertThat(RtcpReader.isRtcp(ByteBuffer.wrap(new byte[] {(byte) 0x80, 0, 0, 1, 0, 0, 0, 0})))
                .isFalse();
        assertThat(RtcpReader.isRtcp(ByteBuffer.wrap(new byte[] {(byte) 0x80, (byte) 200})))
                .isFalse();
        assertThat(RtcpReader.isRtcp(ByteBuffer.wrap(new byte[] {0x40, (byte) 200, 0, 1, 0, 0, 0, 0})))
                .isFalse();
    }

    /** Together with the messages and descriptions of the testkit's MutationTest a million. */
    @ParameterizedTest
    @ValueSource(longs = {31, 32})
    @Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
    void of_200_000_damaged_packets_none_throws_none_hangs_and_none_is_changed(long seed) {
        List<byte[]> packets = List.of(compound().array(), padded());
        Mutator mutator = new Mutator(seed);
        for (int i = 0; i < 200_000; i++) {
            byte[] mutant = mutator.mutantOf(packets);
            ByteBuffer packet = ByteBuffer.wrap(mutant.clone());
            if (RtcpReader.isRtcp(packet)) {
                told.clear();
                RtcpReader.read(packet, reports);
                assertThat(told).hasSizeLessThanOrEqualTo(mutant.length / 8);
            }
            if (RtpHeader.isRtp(packet)) {
                assertThat(RtpHeader.payloadLength(packet)).isBetween(0, packet.remaining() - RtpHeader.LENGTH);
                RtpHeader.setSsrc(packet, RtpHeader.ssrc(packet));
                RtpHeader.setMarkerAndPayloadType(packet, RtpHeader.markerAndPayloadType(packet));
            }
            assertThat(packet).isEqualTo(ByteBuffer.wrap(mutant));
        }
    }

    @Test
    void the_round_trip_is_the_time_from_our_report_to_theirs_less_what_they_held_it() {
        RoundTrip roundTrip = new RoundTrip();
        roundTrip.passedOn(0x1234, 0);

        roundTrip.reported(0x1234, 65_536 / 2, TimeUnit.MILLISECONDS.toNanos(580));

        assertThat(roundTrip.millis().orElseThrow()).isCloseTo(80, within(0.01));
    }

    @Test
    void a_report_about_nothing_we_passed_on_measures_nothing() {
        RoundTrip roundTrip = new RoundTrip();
        roundTrip.passedOn(0x1234, 0);

        roundTrip.reported(0, 0, 5);
        roundTrip.reported(0x9999, 0, 5);

        assertThat(roundTrip.millis()).isEmpty();
    }

    @Test
    void a_clock_that_disagrees_never_makes_a_round_trip_negative() {
        RoundTrip roundTrip = new RoundTrip();
        roundTrip.passedOn(0x1234, 0);

        roundTrip.reported(0x1234, 65_536, TimeUnit.MILLISECONDS.toNanos(900));

        assertThat(roundTrip.millis()).hasValue(0);
    }

    /** RTP with everything that stands around a payload: two sources, an extension of two words, three octets of padding. */
    private static byte[] padded() {
        ByteBuffer packet = ByteBuffer.allocate(12 + 8 + 12 + 160 + 3);
        packet.put((byte) 0xb2).put((byte) 0x80).putShort((short) 7).putInt(160).putInt(0xcafe);
        packet.putInt(1).putInt(2);
        packet.putShort((short) 0xbede).putShort((short) 2).putLong(0);
        packet.position(packet.limit() - 1).put((byte) 3);
        return packet.array();
    }

    /** A sender report with two blocks, a description, a goodbye. */
    static ByteBuffer compound() {
        ByteBuffer packet = ByteBuffer.allocate(76 + 12 + 8);
        packet.put((byte) 0x82).put((byte) 200).putShort((short) 18).putInt(0xcafe);
        packet.putInt(0x1111_2222).putInt(0xaaaa_0000).putInt(160).putInt(1).putInt(160);
        packet.putInt(0xbeef).putInt(0).putInt(7).putInt(0).putInt(0x3333_bbbb).putInt(65_536);
        packet.putInt(0xbeee).putInt(0).putInt(7).putInt(0).putInt(0).putInt(0);
        packet.put((byte) 0x81)
                .put((byte) 202)
                .putShort((short) 2)
                .putInt(0xcafe)
                .putInt(0x0100_0000);
        packet.put((byte) 0x81).put((byte) 203).putShort((short) 1).putInt(0xcafe);
        return packet.flip();
    }
}
