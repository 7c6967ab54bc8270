package io.carillon.config.sip;

import io.carillon.config.Position;
import io.carillon.config.Problems;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code [general]} while it is read. */
final class GeneralDraft extends CommonDraft {
    final List<String> domains = new ArrayList<>();
    final List<Network> localNetworks = new ArrayList<>();
    final List<Registration> registrations = new ArrayList<>();
    /** Phones on libre before 2.0 (baresip 1.0) refuse every challenge when one is not MD5: ADR 0011. */
    List<DigestAlgorithm> digestAlgorithms = List.of(DigestAlgorithm.MD5);

    String realm = SipGeneral.DEFAULT_REALM;
    InetAddress bindAddress = SipGeneral.Listen.EVERY_ADDRESS;
    int bindPort = SipGeneral.Listen.DEFAULT_PORT;
    boolean tcp = true;
    Optional<String> outsideAddress = Optional.empty();
    OptionalInt outsidePort = OptionalInt.empty();
    Optional<Position> outsideAt = Optional.empty();
    Duration outsideRefresh = SipGeneral.Outside.DEFAULT_REFRESH;
    Duration minimumExpiry = SipGeneral.Expiry.DEFAULT.minimum();
    Duration maximumExpiry = SipGeneral.Expiry.DEFAULT.maximum();
    Duration standardExpiry = SipGeneral.Expiry.DEFAULT.standard();
    boolean strictExpiry;
    int slowAfter = SipGeneral.Logins.DEFAULT.slowAfter();
    int refuseAfter = SipGeneral.Logins.DEFAULT.refuseAfter();
    Duration loginWindow = SipGeneral.Logins.DEFAULT.window();
    Duration loginsRefusedFor = SipGeneral.Logins.DEFAULT.refusedFor();
    boolean allowGuest;
    boolean srvLookup = true;
    String userAgent = SipGeneral.DEFAULT_USER_AGENT;

    /** What only shows when the whole section is read. */
    void review(Problems problems) {
        if (localNetworks.isEmpty()) {
            outsideAt.ifPresent(at -> problems.warning(
                    at, "an address outside of the NAT has no effect without localnet, which tells who is inside"));
        }
    }

    SipGeneral build() {
        return new SipGeneral(
                context,
                List.copyOf(domains),
                realm,
                digestAlgorithms,
                new SipGeneral.Listen(bindAddress, bindPort, tcp),
                new SipGeneral.Outside(outsideAddress, outsidePort, outsideRefresh, List.copyOf(localNetworks)),
                new SipGeneral.Expiry(minimumExpiry, maximumExpiry, standardExpiry, strictExpiry),
                new SipGeneral.Logins(slowAfter, refuseAfter, loginWindow, loginsRefusedFor),
                allowGuest,
                srvLookup,
                userAgent,
                nat,
                media());
    }
}
