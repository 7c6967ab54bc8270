package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.DialRequest.Target;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first argument of Dial: {@code SIP/account}, or a number there as {@code SIP/number@account} or
 * {@code SIP/account/number}. Only accounts of sip.conf can be called, never a host that the plan names; anything else is
 * passed over. What a phone sent is quoted still, so that an @ or a slash of its own is part of the number.
 */
final class DialTargets {
    /** One call does not become a storm of calls. */
    private static final int MAX_TARGETS = 32;

    private static final String TECHNOLOGY = "SIP";

    private DialTargets() {}

    static List<Target> read(Run run, String text) {
        List<Target> targets = new ArrayList<>();
        for (String target : Arguments.split(text, '&')) {
            int slash = target.indexOf('/');
            String technology = slash < 0 ? "" : target.substring(0, slash).strip();
            Target wanted = target(target.substring(slash + 1).strip());
            if (!technology.equalsIgnoreCase(TECHNOLOGY)) {
                run.log(target + " is not called: Carillon calls SIP/account only");
            } else if (wanted.account().isEmpty()
                    || wanted.number().filter(String::isEmpty).isPresent()) {
                run.log(target + " is not called: it is SIP/account, SIP/number@account or SIP/account/number");
            } else if (targets.size() == MAX_TARGETS) {
                run.log(target + " is not called: no more than " + MAX_TARGETS + " can be called at once");
            } else if (!targets.contains(wanted)) {
                targets.add(wanted);
            }
        }
        return List.copyOf(targets);
    }

    private static Target target(String written) {
        int at = written.lastIndexOf('@');
        if (at >= 0) {
            return new Target(plain(written.substring(at + 1)), Optional.of(plain(written.substring(0, at))));
        }
        int slash = written.indexOf('/');
        return slash < 0
                ? new Target(plain(written))
                : new Target(plain(written.substring(0, slash)), Optional.of(plain(written.substring(slash + 1))));
    }

    private static String plain(String part) {
        return Quoting.plain(part).strip();
    }
}
