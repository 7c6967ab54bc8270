package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.DialRequest.Target;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import java.util.ArrayList;
import java.util.List;

/** The first argument of Dial. Only accounts of sip.conf can be called; anything else is passed over. */
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
            String account = Quoting.plain(target.substring(slash + 1)).strip();
            if (!technology.equalsIgnoreCase(TECHNOLOGY)) {
                run.log(target + " is not called: Carillon calls SIP/account only");
            } else if (account.isEmpty() || account.contains("@") || account.contains("/")) {
                run.log(target + " is not called: SIP/ is followed by the name of an account in sip.conf");
            } else if (targets.size() == MAX_TARGETS) {
                run.log(target + " is not called: no more than " + MAX_TARGETS + " can be called at once");
            } else if (!targets.contains(new Target(account))) {
                targets.add(new Target(account));
            }
        }
        return List.copyOf(targets);
    }
}
