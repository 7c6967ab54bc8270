package io.carillon.bench.call;

import io.carillon.bench.measure.Bar;
import io.carillon.bench.measure.Comparison;
import io.carillon.bench.measure.Contender;
import io.carillon.bench.measure.Turn;
import io.carillon.bench.phone.Pace;
import io.carillon.bench.phone.Phones;
import io.carillon.bench.phone.SipContender;
import io.carillon.bench.register.Registering;
import io.carillon.bench.server.Accounts;
import io.carillon.bench.server.Kamailio;
import io.carillon.bench.server.SipServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Phones that call each other, with our proxy and relay, and with Kamailio, which leaves media alone. */
public final class CallBench {

    /** Calls that may be under way if a server is late. */
    private static final int AT_MOST = 64;

    /** A rate that all bear. */
    private static final Pace PACE = Pace.perSecond(200, AT_MOST);

    private static final Pace WARMING_PACE = Pace.perSecond(400, AT_MOST);

    /** So many that a JVM has compiled what a call needs: after 12,500 each turn was still cheaper than the one before. */
    private static final long WARM_UP = 30_000;

    private static final double ASTERISK_MICROS = 4_300;

    private static final List<Bar> BARS = List.of(
            new Bar.Elsewhere(
                    "bar, at most 0.5 × Asterisk 16 (4.3 ms a call, measured elsewhere)", ASTERISK_MICROS, 0.5),
            new Bar.Beside("aim, at most 1.0 × Kamailio as a bare proxy", Kamailio.WRITE_THROUGH, 1.0));

    private CallBench() {}

    /** @param servers ours first, each with its phones */
    public static Comparison of(Map<SipServer, Phones> servers) {
        List<Contender> contenders = new ArrayList<>();
        servers.forEach((server, phones) -> contenders.add(new Registered(
                phones, new SipContender(server, phones, new Calling(phones), PACE, WARMING_PACE, WARM_UP, 1))));
        return new Comparison("Calls", "call", "INVITE with credentials to 200", contenders, BARS);
    }

    /** All accounts are registered before the first call. */
    private record Registered(Phones phones, SipContender calls) implements Contender {

        private static final Pace REGISTRATIONS = Pace.window(16);
        private static final Duration PATIENCE = Duration.ofSeconds(30);

        @Override
        public String name() {
            return calls.name();
        }

        @Override
        public void warmUp() throws Exception {
            Phones.Outcome outcome = phones.work(new Registering(phones), REGISTRATIONS, Accounts.COUNT, PATIENCE);
            if (outcome.lost() > 0) {
                throw new IllegalStateException(name() + " did not register all phones: " + outcome.why());
            }
            calls.warmUp();
        }

        @Override
        public Turn turn(Duration howLong) throws Exception {
            return calls.turn(howLong);
        }
    }
}
