package io.carillon.relay.ng;

import io.carillon.protocol.media.LegFigures;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.ng.NgCallFigures;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One side of a call, a leg of the relay's session: the party that a tag names, or one that was offered to and has no tag
 * yet. Forks that answer to one and the same offer share it: they were given the same port. Owner: the NG loop.
 */
final class Party {

    /**
     * What an offer opened.
     *
     * @param via the branch that the proxy gave, if it gave one
     */
    record Branch(Party offerer, Optional<String> via) {}

    private final LegId leg;
    private final Instant created;
    private final Optional<Branch> branch;
    private final Set<String> tags = new LinkedHashSet<>();
    private Optional<PartySdp> said = Optional.empty();
    private Optional<InetSocketAddress> here = Optional.empty();
    private Optional<Party> heard = Optional.empty();

    Party(LegId leg, Instant created, Optional<Branch> branch) {
        this.leg = leg;
        this.created = created;
        this.branch = branch;
    }

    LegId leg() {
        return leg;
    }

    Instant created() {
        return created;
    }

    Optional<Branch> branch() {
        return branch;
    }

    boolean isOfferedBy(Party offerer) {
        return branch.filter(opened -> opened.offerer() == offerer).isPresent();
    }

    Set<String> tags() {
        return tags;
    }

    /** Its newest description. */
    Optional<PartySdp> said() {
        return said;
    }

    void says(PartySdp sdp) {
        said = Optional.of(sdp);
    }

    /** Where it is to send to, once the relay has said so. */
    Optional<InetSocketAddress> here() {
        return here;
    }

    void sendsTo(InetSocketAddress address) {
        here = Optional.of(address);
    }

    /** Whom it hears: who last answered it or was last answered by it. */
    Optional<Party> heard() {
        return heard;
    }

    void hears(Party other) {
        heard = Optional.of(other);
    }

    NgCallFigures.Party figures(LegFigures leg, Instant now) {
        return new NgCallFigures.Party(
                List.copyOf(tags),
                branch.flatMap(Branch::via),
                heard.flatMap(Party::newestTag),
                created,
                here.map(address -> OptionalInt.of(address.getPort())).orElseGet(OptionalInt::empty),
                leg,
                now);
    }

    private Optional<String> newestTag() {
        return tags.stream().reduce((_, newer) -> newer);
    }
}
