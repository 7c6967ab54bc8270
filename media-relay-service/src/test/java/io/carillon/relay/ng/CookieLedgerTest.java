package io.carillon.relay.ng;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.relay.ng.CookieLedger.Asked;
import io.carillon.relay.ng.CookieLedger.Seen;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class CookieLedgerTest {

    private static final long LATER = CookieLedger.REMEMBERED.toNanos();

    private final CookieLedger ledger = new CookieLedger();

    @Test
    void a_request_is_open_until_it_is_answered_and_then_answered_the_same() {
        assertThat(ledger.see(asked(1, "a"), 0)).isEqualTo(new Seen.First());
        assertThat(ledger.see(asked(1, "a"), 1)).isEqualTo(new Seen.Open());

        ledger.answered(asked(1, "a"), ByteBuffer.allocate(3));

        assertThat(ledger.see(asked(1, "a"), 2)).isEqualTo(new Seen.Answered(ByteBuffer.allocate(3)));
    }

    @Test
    void the_same_cookie_of_somebody_else_is_another_request() {
        ledger.see(asked(1, "a"), 0);

        assertThat(ledger.see(asked(2, "a"), 0)).isEqualTo(new Seen.First());
    }

    @Test
    void an_answer_is_forgotten_after_its_time() {
        ledger.see(asked(1, "a"), 0);
        ledger.answered(asked(1, "a"), ByteBuffer.allocate(3));

        assertThat(ledger.see(asked(1, "a"), LATER - 1)).isInstanceOf(Seen.Answered.class);
        assertThat(ledger.see(asked(1, "a"), LATER)).isEqualTo(new Seen.First());
    }

    @Test
    void too_many_open_requests_are_turned_away_until_one_is_answered() {
        for (int i = 0; i < CookieLedger.MOST_OPEN; i++) {
            ledger.see(asked(1, "c" + i), 0);
        }

        assertThat(ledger.see(asked(1, "more"), 0)).isEqualTo(new Seen.TooMany());

        ledger.answered(asked(1, "c0"), ByteBuffer.allocate(1));
        assertThat(ledger.see(asked(1, "more"), 0)).isEqualTo(new Seen.First());
    }

    @Test
    void large_answers_are_forgotten_earlier() {
        int size = 60_000;
        for (int i = 0; i <= CookieLedger.MOST_BYTES / size + 1; i++) {
            ledger.see(asked(1, "c" + i), 0);
            ledger.answered(asked(1, "c" + i), ByteBuffer.allocate(size));
        }

        assertThat(ledger.see(asked(1, "c0"), 0)).isEqualTo(new Seen.First());
        assertThat(ledger.see(asked(1, "c9"), 0)).isInstanceOf(Seen.Answered.class);
    }

    private static Asked asked(int port, String cookie) {
        return new Asked(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), cookie);
    }
}
