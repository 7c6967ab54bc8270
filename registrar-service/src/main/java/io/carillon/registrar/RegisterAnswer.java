package io.carillon.registrar;

import io.carillon.protocol.sip.ResponseEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.registrar.account.Account;
import io.carillon.registrar.location.Verdict;
import io.carillon.registrar.registration.Binding;
import io.carillon.registrar.registration.FlowId;
import io.carillon.registrar.registration.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Writes answers to REGISTER (RFC 3261 §10.3 step 8). Used on the SIP loop. */
final class RegisterAnswer {
    /** RFC 3261 §20.17. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Seconds a phone should stay away while nothing can be committed. */
    private static final int RETRY_AFTER = 5;

    /** Spread, so that not all phones come back in the same second. */
    private static final int RETRY_SPREAD = 6;

    private long dateSecond = Long.MIN_VALUE;
    private String date = "";

    /** @param permanent how long the permanent binding of {@code host=} is said to last */
    SipResponse to(SipRequest request, Account account, Verdict verdict, Duration permanent) {
        return switch (verdict) {
            case Verdict.Committed(Outcome.Accepted accepted, Instant at) ->
                accepted(request, account, accepted.bindings(), at, permanent);
            case Verdict.Committed(Outcome.IntervalTooBrief(Duration minimum), Instant _) ->
                request.response(423)
                        .set("Min-Expires", Long.toString(minimum.toSeconds()))
                        .build();
            case Verdict.Committed(Outcome.Rejected(int status, String reason), Instant _) ->
                request.response(status, reason).build();
            case Verdict.Failed() -> request.response(500).build();
            case Verdict.Unavailable() ->
                request.response(503)
                        .set("Retry-After", Integer.toString(RETRY_AFTER + random()))
                        .build();
        };
    }

    private static int random() {
        return ThreadLocalRandom.current().nextInt(RETRY_SPREAD);
    }

    private SipResponse accepted(
            SipRequest request, Account account, List<Binding> bindings, Instant at, Duration permanent) {
        ResponseEdit response = request.response(200);
        for (Binding binding : bindings) {
            response.add("Contact", contact(binding, at));
        }
        if (bindings.isEmpty()) {
            account.permanentContact()
                    .ifPresent(uri -> response.add("Contact", "<" + uri + ">;expires=" + permanent.toSeconds()));
        }
        // RFC 3327 §5.3; and RFC 5626 §6: outbound is confirmed only where the first hop speaks it.
        List<String> path = request.headers("Path");
        path.forEach(hop -> response.add("Path", hop));
        if (!path.isEmpty() && path.getLast().contains(";ob") && request.lists("Supported", "outbound")) {
            response.set("Require", "outbound");
        }
        return response.set("Date", date(at)).build();
    }

    private static String contact(Binding binding, Instant at) {
        StringBuilder text = new StringBuilder(96)
                .append('<')
                .append(binding.contact().text())
                .append(">;expires=")
                .append(remaining(binding, at));
        if (binding.q().isPresent()) {
            text.append(";q=").append(preference(binding.q().getAsInt()));
        }
        Optional<FlowId> flow = binding.flow();
        if (flow.isPresent()) {
            text.append(";+sip.instance=\"")
                    .append(flow.get().instance())
                    .append("\";reg-id=")
                    .append(flow.get().regId());
        }
        return text.toString();
    }

    /** Rounded up: a phone that refreshes at half of it is never late, and a fresh grant is shown whole. */
    private static long remaining(Binding binding, Instant at) {
        return Math.max(1, Math.ceilDiv(Duration.between(at, binding.expires()).toMillis(), 1000L));
    }

    private static String preference(int thousandths) {
        return thousandths >= 1000 ? "1.0" : "0." + String.format(Locale.ROOT, "%03d", thousandths);
    }

    private String date(Instant at) {
        if (at.getEpochSecond() != dateSecond) {
            dateSecond = at.getEpochSecond();
            date = DATE.format(at);
        }
        return date;
    }
}
