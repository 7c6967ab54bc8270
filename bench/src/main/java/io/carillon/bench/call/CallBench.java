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
import io.carillon.bench.server.Asterisk;
import io.carillon.bench.server.Kamailio;
import io.carillon.bench.server.SipServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Phones that call each other, with our proxy and relay, with Asterisk, and with Kamailio, which leaves media alone. */
public final class CallBench {

    /** Calls that may be under way if a server is late. */
    private static final int AT_MOST = 128;

    /** A rate that all bear and that leaves no server much time to sleep, as for REGISTER. */
    private static final Pace BUSY = Pace.perSecond(400, AT_MOST);

    /** Between two messages everybody sleeps: a third of what a call costs then is waking up. */
    private static final Pace IDLE = Pace.perSecond(200, AT_MOST);

    /** Five minutes: after 60,000 calls a seventh of the proxy's time was still its compiler's, after 120,000 hardly any. */
    private static final long WARM_UP = 120_000;

    private static final long PEERS_WARM_UP = 5_000;

    /** Those of an idle turn are as warm as those before it. */
    private static final long STILL_WARM = 500;

    private static final double ASTERISK_MICROS = 4_300;

    private static final Bar BAR = new Bar.Beside("bar, at most 0.5 × Asterisk", Asterisk.NAME, 0.5);

    /** In the place of {@link #BAR} where there is no Asterisk. */
    private static final Bar HINT = new Bar.Elsewhere(
            "bar, at most 0.5 × Asterisk 16 (4.3 ms a call, measured elsewhere)", ASTERISK_MICROS, 0.5);

    private static final Bar AIM =
            new Bar.Beside("aim, at most 1.0 × Kamailio as a bare proxy", Kamailio.WRITE_THROUGH, 1.0);

    private CallBench() {}

    /** @param servers ours first, each with its phones */
    public static List<Comparison> of(Map<SipServer, Phones> servers) {
        List<Contender> busy = new ArrayList<>();
        List<Contender> idle = new ArrayList<>();
        servers.forEach((server, phones) -> {
            long warmUp = busy.isEmpty() ? WARM_UP : PEERS_WARM_UP;
            Calling calling = new Calling(phones);
            busy.add(new Registered(phones, new SipContender(server, phones, calling, BUSY, BUSY, warmUp, 1)));
            idle.add(new SipContender(server, phones, calling, IDLE, IDLE, STILL_WARM, 1));
        });
        boolean besideAsterisk = servers.keySet().stream().anyMatch(server -> server instanceof Asterisk);
        List<Bar> bars = List.of(besideAsterisk ? BAR : HINT, AIM);
        return List.of(
                new Comparison("Calls", "call", "INVITE with credentials to 200", busy, bars),
                new Comparison("Calls, 200 a second", "call", "INVITE with credentials to 200", idle, bars));
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
