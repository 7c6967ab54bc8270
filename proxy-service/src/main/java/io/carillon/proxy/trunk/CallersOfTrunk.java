package io.carillon.proxy.trunk;

import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.authentication.Privacy;
import java.util.Optional;

/**
 * Who calls through a trunk: its From, or, where it is trusted, the identity that it asserts (RFC 3325 §9.1), before
 * which Remote-Party-ID was used. A section's own callerid stands above both.
 */
final class CallersOfTrunk {
    /** No number and no name on a phone's display is longer. */
    private static final int MOST_CHARACTERS = 80;

    private CallersOfTrunk() {}

    static Account shown(Account trunk, SipRequest request) {
        boolean hidden = trunk.anonymous() || Privacy.isAsked(request);
        if (trunk.hasCallerId()) {
            return trunk.showing(trunk.callerName(), trunk.callerNumber(), hidden);
        }
        NameAddress caller = trunk.provider().trusted() ? asserted(request).orElseGet(request::from) : request.from();
        String number = caller.uri().plainUser().filter(user -> !user.isEmpty()).orElse("anonymous");
        return trunk.showing(bounded(caller.displayName().orElse("")), bounded(number), hidden);
    }

    private static Optional<NameAddress> asserted(SipRequest request) {
        return request.header("P-Asserted-Identity")
                .or(() -> request.header("Remote-Party-ID"))
                .flatMap(NameAddress::tryParsePerson);
    }

    private static String bounded(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
    }
}
