package io.carillon.protocol.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BadMessageLogTest {
    private final List<String> lines = new ArrayList<>();
    private final BadMessageLog log = new BadMessageLog(lines::add, 0);

    private void note(String cause, int peer, long milliseconds) {
        byte[] address = {10, (byte) (peer >> 16), (byte) (peer >> 8), (byte) peer};
        try {
            InetSocketAddress from = new InetSocketAddress(InetAddress.getByAddress(address), 5060);
            log.note("outside", cause, from, TimeUnit.MILLISECONDS.toNanos(milliseconds));
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_cause_is_named_once_a_peer() {
        note("missing Via", 1, 0);
        note("missing Via", 1, 5_000);
        note("missing To", 1, 5_000);
        note("missing Via", 2, 5_000);

        assertThat(lines).hasSize(3);
    }

    @Test
    void ten_thousand_forged_addresses_a_second_are_twenty_lines_and_a_count() {
        for (int peer = 0; peer < 10_000; peer++) {
            note("not SIP", peer, peer / 11);
        }
        assertThat(lines).hasSize(20);

        note("not SIP", 77_777, 2_000);
        assertThat(lines).hasSize(21);
        assertThat(lines.getLast()).contains("9980 more were not named");
    }

    @Test
    void a_peer_that_goes_on_is_not_named_again_because_others_came() {
        note("missing Via", 1, 0);
        for (int peer = 2; peer < 3_000; peer++) {
            note("not SIP", peer, 100L * peer);
            note("missing Via", 1, 100L * peer);
        }

        assertThat(lines).filteredOn(line -> line.contains("missing Via")).hasSize(1);
    }

    @Test
    void a_cause_forges_no_line() {
        note("bad\r\nINFO all is well", 1, 0);

        assertThat(lines.getFirst()).doesNotContain("\n", "\r").contains("bad\\r\\nINFO");
    }
}
