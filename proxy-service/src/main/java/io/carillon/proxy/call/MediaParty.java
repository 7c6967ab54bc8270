package io.carillon.proxy.call;

import io.carillon.protocol.address.Shown;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.SessionId;
import io.carillon.protocol.sdp.AllowList;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.signalling.Identity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the relay needs to know of a leg's party, and is told with each description of it. */
record MediaParty(List<String> allowedCodecs, boolean symmetric, String signallingAddress, Shown shown) {

    static MediaParty of(Account account, Flow flow, Identity identity) {
        return new MediaParty(
                codecs(account),
                account.symmetricMedia() != Account.Nat.NO,
                flow.remote().getAddress().getHostAddress(),
                identity.shown(flow));
    }

    private static List<String> codecs(Account account) {
        return account.media().keysByInfo()
                ? Stream.concat(account.codecs().stream(), Stream.of(AllowList.NO_EVENTS))
                        .toList()
                : account.codecs();
    }

    /** We are to offer it something, made like what this other leg's party has. */
    MediaCommand offer(SessionId session, LegId leg, Optional<LegId> like) {
        return new MediaCommand.CreateOffer(
                        session, leg, like, allowedCodecs, symmetric, Optional.of(signallingAddress))
                .shown(shown);
    }

    /** It has offered this. */
    MediaCommand accept(SessionId session, LegId leg, String sdp) {
        return new MediaCommand.AcceptOffer(session, leg, sdp, allowedCodecs, symmetric, Optional.of(signallingAddress))
                .shown(shown);
    }
}
