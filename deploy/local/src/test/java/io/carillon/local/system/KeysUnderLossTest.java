package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.Method;
import io.carillon.testkit.Watch;
import io.carillon.testkit.network.LossyNetwork;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.phone.PhoneCall;
import io.carillon.testkit.rtp.RtpTalker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A thousand keys each way between a phone with RFC 4733 on a bad network and one with SIP INFO. */
@WholeSystem
class KeysUnderLossTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final double LOSS = 0.03;
    private static final long SEED = 4733;
    private static final int CALLS = 10;
    private static final int KEYS_A_CALL = 100;

    /** Packets from one key to the next: those of the key, and 240 ms of speech, longer than the relay takes for a key. */
    private static final int PACE = 7 + 12;

    private final Lab lab;

    KeysUnderLossTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void a_thousand_keys_each_way_arrive_once_and_in_order_though_the_network_loses_packets() {
        LossyNetwork network = LossyNetwork.losing(LOSS, SEED);
        try (Phone alice = lab.phone().in(network).open().registered();
                Phone bob = lab.phone("info1", "secret-info1").tone(900).open().registered()) {
            List<Talk> talks = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                talks.add(talk(alice, bob));
            }

            for (int i = 0; i < KEYS_A_CALL; i++) {
                RtpTalker pace = talks.getFirst().caller().audio().talker();
                long begun = pace.sent();
                for (int call = 0; call < CALLS; call++) {
                    talks.get(call).caller().audio().talker().press(key(call, i));
                    assertThat(talks.get(call).callee().sendInfo(key(i, call)).status())
                            .isEqualTo(200);
                }
                pace.awaitSent(begun + PACE);
            }

            for (int call = 0; call < CALLS; call++) {
                String told = row(call, true);
                PhoneCall callee = talks.get(call).callee();
                Watch.until("the keys " + told, LIMIT, () -> told(callee).equals(told), () -> "told: " + told(callee));
                talks.get(call).caller().audio().ear().awaitDigits(row(call, false), LIMIT);
            }
            assertThat(network.lost()).isGreaterThan(CALLS * KEYS_A_CALL / 10);
        }
    }

    private static Talk talk(Phone alice, Phone bob) {
        var call = alice.call("806");
        var incoming = bob.awaitCall().answer();
        call.awaitAnswered().audio().ear().awaitPackets(10);
        incoming.audio().ear().awaitPackets(10);
        // What the ear keeps are keys from now on.
        incoming.audio().talker().fallSilent();
        return new Talk(call, incoming);
    }

    private static char key(int one, int other) {
        return "0123456789*#".charAt((3 * one + 5 * other) % 12);
    }

    private static String row(int call, boolean byRtp) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < KEYS_A_CALL; i++) {
            row.append(byRtp ? key(call, i) : key(i, call));
        }
        return row.toString();
    }

    private static String told(PhoneCall call) {
        return call.requests().stream()
                .filter(request -> request.is(Method.INFO))
                .map(request -> new String(request.body(), StandardCharsets.UTF_8))
                .map(body -> body.replaceAll("(?s).*Signal=(\\S).*", "$1"))
                .collect(Collectors.joining());
    }
}
