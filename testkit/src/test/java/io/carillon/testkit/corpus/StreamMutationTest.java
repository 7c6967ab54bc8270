package io.carillon.testkit.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.transport.SipStream;
import io.carillon.protocol.sip.transport.SipStream.Piece;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Damaged streams, cut anywhere: every piece is one of the known ones, and no exception ends the reading. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
@ResourceLock("both cores")
class StreamMutationTest {
    private static final long SEED = 20261122;
    private static final int STREAMS = 100_000;

    private static final String MESSAGES = """
            OPTIONS sip:192.168.56.10 SIP/2.0
            Via: SIP/2.0/TCP 192.168.56.20:5062;branch=z9hG4bK-1;rport
            Max-Forwards: 70
            To: <sip:100@192.168.56.10;transport=tcp>
            From: <sip:100@192.168.56.10;transport=tcp>;tag=cb4aeb3c
            Call-ID: ZmE5@192.168.56.20
            CSeq: 7 OPTIONS
            Content-Length:
              5

            hello

            SIP/2.0 200 OK
            v: SIP/2.0/TCP 192.168.56.10:5060;branch=z9hG4bK-2
            t: <sip:100@192.168.56.10>;tag=1
            f: <sip:200@192.168.56.10>;tag=2
            i: b@192.168.56.10
            CSeq: 1 INVITE
            l: 0

            """.replace("\n", "\r\n");

    @Test
    void of_100_000_damaged_streams_each_gives_the_same_pieces_however_it_is_cut() {
        Mutator mutator = new Mutator(SEED);
        Random random = new Random(SEED);
        byte[] original = MESSAGES.getBytes(StandardCharsets.UTF_8);
        int pieces = 0;
        for (int round = 0; round < STREAMS; round++) {
            byte[] mutant = mutator.mutantOf(original);
            String whole = pieces(mutant, mutant.length);
            String cut = pieces(mutant, 1 + random.nextInt(60));
            assertThat(cut).as("seed %d, round %d", SEED, round).isEqualTo(whole);
            pieces += whole.length();
        }

        assertThat(pieces).isGreaterThan(STREAMS / 2);
    }

    /** A letter a piece. */
    private static String pieces(byte[] bytes, int step) {
        SipStream stream = new SipStream();
        StringBuilder seen = new StringBuilder();
        for (int at = 0; at < bytes.length; at += step) {
            stream.add(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + step)));
            Optional<Piece> piece = stream.next();
            while (piece.isPresent()) {
                seen.append(
                        switch (piece.get()) {
                            case Piece.Message _ -> 'M';
                            case Piece.Ping _ -> 'P';
                            case Piece.Broken _ -> 'B';
                        });
                piece = stream.next();
            }
        }
        return seen.toString();
    }
}
