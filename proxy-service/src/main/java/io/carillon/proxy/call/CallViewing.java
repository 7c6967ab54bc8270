package io.carillon.proxy.call;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.checkpoint.Checkpoint;
import io.carillon.proxy.checkpoint.Checkpoint.LegMedia;
import io.carillon.proxy.dialplan.Executed;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes a {@link CallView} of what the signalling loop knows of a call. On the loop. */
final class CallViewing {

    private CallViewing() {}

    /**
     * @param reached what was kept last
     * @param running what the plan runs now
     */
    static CallView of(Checkpoint reached, CallLegs legs, Optional<Executed> running) {
        return new CallView(
                reached.callId(),
                reached.start(),
                reached.answer(),
                reached.dialled(),
                reached.plan().context(),
                reached.plan().extension(),
                reached.plan().priority(),
                running.map(Executed::application).orElse(""),
                running.map(ShownArguments::of).orElse(""),
                legs.all().stream()
                        .filter(leg -> !leg.ended())
                        .map(leg -> channel(reached, leg, legs.isCaller(leg)))
                        .toList());
    }

    private static CallView.Channel channel(Checkpoint call, Leg leg, boolean caller) {
        Account account = leg.account();
        Flow flow = leg.flow();
        InetSocketAddress remote = flow.remote();
        Optional<LegMedia> media = call.measured().stream()
                .filter(known -> known.leg().equals(leg.id().value()))
                .findFirst();
        String up = caller ? "Ring" : "Ringing";
        return new CallView.Channel(
                name(call.callId(), leg),
                leg.id().value(),
                caller,
                account.name(),
                account.callerNumber(),
                account.callerName(),
                leg.established().isPresent() ? "Up" : up,
                leg.callId(),
                flow.protocol().toString(),
                HostPort.hostOf(remote.getAddress()) + ":" + remote.getPort(),
                media.map(LegMedia::codecs).orElse(List.of()),
                media.flatMap(LegMedia::figures));
    }

    /** The same whenever it is asked for, and another for each leg. */
    static String name(String callId, Leg leg) {
        return name(leg.account().name(), callId + "/" + leg.id());
    }

    static String name(String account, String unique) {
        return String.format(Locale.ROOT, "SIP/%s-%08x", account, unique.hashCode());
    }
}
