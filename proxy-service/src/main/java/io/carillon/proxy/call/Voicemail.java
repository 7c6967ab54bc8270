package io.carillon.proxy.call;

import io.carillon.config.sip.AccessList;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.Sound;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.voicemail.Diversion;
import io.carillon.protocol.sip.voicemail.VoicemailRequest;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.account.Provider;
import io.carillon.proxy.dialplan.DialOptions;
import io.carillon.proxy.dialplan.VoicemailVisit;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Voicemail as somebody to call: over SIP inside, as any callee, and told in the INVITE what is asked of it. */
final class Voicemail {
    /** It answers at once or not at all; whoever calls has waited before. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    static final DialOptions OPTIONS = new DialOptions(
            Set.of(DialOptions.Flag.GO_ON),
            new Sound.Pause(Duration.ZERO),
            Optional.empty(),
            // Music would be recorded.
            new Sound.Pause(Sound.LONGEST),
            List.of(),
            Optional.empty(),
            DialOptions.Keys.NONE,
            new DialOptions.Transfers(Optional.empty(), "en", new Sound.Pause(Duration.ZERO)));

    /** Whose mailboxes they are. */
    private static final String DOMAIN = "carillon";

    private static final String NAME = "voicemail";

    /** What a relay can both play and record. */
    private static final List<String> CODECS = List.of("ulaw", "alaw", "gsm");

    private static final Account ACCOUNT = new Account(
            NAME,
            Account.Type.PEER,
            DOMAIN,
            Optional.empty(),
            Optional.empty(),
            "",
            "",
            NAME,
            CODECS,
            Account.Nat.NO,
            Account.Nat.DETECT,
            Account.MediaPolicy.RELAYED,
            Optional.empty(),
            AccessList.OPEN,
            Account.Limits.NONE,
            SessionTimer.Policy.DEFAULT,
            false,
            Provider.NONE);

    private Voicemail() {}

    /**
     * @param caller whose account is told, unless it is a guest's
     * @param relay where the caller's media is: voicemail's is to be there too
     */
    static VoicemailRequest request(
            VoicemailVisit visit, Account caller, String dialled, String callId, Optional<URI> relay) {
        return new VoicemailRequest(
                visit.purpose(),
                visit.boxes(),
                visit.flags(),
                visit.exits(),
                visit.gain(),
                visit.folder(),
                visit.language(),
                callId,
                CallRecord.party(caller).account(),
                relay,
                switch (visit.purpose()) {
                    case LEAVE -> Optional.of(new Diversion(SipUri.of(dialled, DOMAIN), reason(visit.flags())));
                    case HEAR -> Optional.empty();
                });
    }

    private static Diversion.Reason reason(String flags) {
        if (flags.contains("b")) {
            return Diversion.Reason.USER_BUSY;
        }
        return flags.contains("u") ? Diversion.Reason.NO_ANSWER : Diversion.Reason.UNCONDITIONAL;
    }

    /** Requests stay on the flow inside, whatever else voicemail's Contact may say. */
    static Route route(VoicemailRequest asked, Flow flow) {
        InetSocketAddress there = flow.remote();
        HostPort address = new HostPort(HostPort.hostOf(there.getAddress()), there.getPort());
        return new Route(
                new LegId(NAME + "-" + UUID.randomUUID()),
                UUID.randomUUID().toString(),
                ACCOUNT,
                asked.uri(address),
                flow,
                List.of(),
                true,
                List.of(),
                Optional.of(asked));
    }
}
