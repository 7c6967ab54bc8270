package io.carillon.relay.ng;

import io.carillon.protocol.media.LegId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parties of a call, by tag and by branch, oldest first. Owner: the NG loop. */
final class Parties {

    /** What the targets of a large fork need, below the legs that a session may have. */
    static final int MOST = 32;

    /** Forks of forks, each with a tag of its own. */
    static final int MOST_TAGS = 128;

    private final List<Party> parties = new ArrayList<>();
    private int made;

    List<Party> all() {
        return List.copyOf(parties);
    }

    Optional<Party> find(Optional<String> tag) {
        return tag.flatMap(name ->
                parties.stream().filter(party -> party.tags().contains(name)).findFirst());
    }

    /** Whom this party offered to on this branch, newest first. */
    Optional<Party> branch(Party offerer, Optional<String> via) {
        return parties.reversed().stream()
                .filter(party -> party.isOfferedBy(offerer))
                .filter(party -> party.branch().flatMap(Party.Branch::via).equals(via))
                .findFirst();
    }

    /** Whom this party offered to last, on whatever branch. */
    Optional<Party> newestBranch(Party offerer) {
        return parties.reversed().stream()
                .filter(party -> party.isOfferedBy(offerer))
                .findFirst();
    }

    boolean hasRoomForTwo() {
        return parties.size() + 2 <= MOST && tags() + 2 <= MOST_TAGS;
    }

    Party add(Optional<Party.Branch> branch, Instant now) {
        made++;
        Party party = new Party(new LegId("" + made), now, branch);
        parties.add(party);
        return party;
    }

    /** Names a party; with too many names already the newest is not kept. */
    void name(Party party, String tag) {
        if (tags() < MOST_TAGS) {
            party.tags().add(tag);
        }
    }

    void remove(Party party) {
        parties.remove(party);
    }

    /** Whether anybody is left to talk to anybody once this one is gone. */
    boolean talkWithout(Party gone) {
        return parties.stream()
                .filter(party -> party != gone)
                .flatMap(party -> party.branch().stream())
                .anyMatch(branch -> branch.offerer() != gone && parties.contains(branch.offerer()));
    }

    private int tags() {
        return parties.stream().mapToInt(party -> party.tags().size()).sum();
    }
}
