package io.carillon.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.media.MediaCommand;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a party is taken to be, and that nobody else speaks or listens in its place. */
class PartyAddressTest extends SessionFixture {
    @Test
    void a_stranger_is_not_heard_and_counted() throws IOException {
        Party stranger = new Party(network, "198.51.100.66", 4_000);
        alice.say(0, 1, towardAlice);
        clock.advance(FRAME);
        stranger.say(0, 99, towardAlice);
        clock.advance(FRAME);

        assertThat(bob.heard()).extracting(Party.Heard::sequence).containsExactly(1);
        assertThat(figures(CALLER).strangersDropped()).isEqualTo(1);
        assertThat(loop.totals().strangers()).isEqualTo(1);
    }

    @Test
    void a_stranger_who_speaks_before_the_party_hears_nothing_of_the_call() throws IOException {
        on(new MediaCommand.AcceptOffer(SESSION, CALLER, alice.sdp("0"), ALLOWED, true, Optional.of("203.0.113.9")));
        on(new MediaCommand.CreateAnswer(SESSION, CALLER, Optional.of(CALLEE)));
        Party stranger = new Party(network, "198.51.100.66", 4_000);
        Party nat = new Party(network, "203.0.113.9", 61_000);

        stranger.say(0, 99, towardAlice);
        clock.advance(FRAME);
        bob.say(0, 1, towardBob);
        nat.say(0, 1, towardAlice);
        clock.advance(FRAME);
        bob.say(0, 2, towardBob);
        clock.advance(FRAME);

        assertThat(stranger.heard()).isEmpty();
        assertThat(nat.heard()).extracting(Party.Heard::sequence).containsExactly(2);
        assertThat(bob.heard()).extracting(Party.Heard::sequence).containsExactly(1);
    }

    @Test
    void a_party_behind_nat_is_answered_where_its_packets_come_from() throws IOException {
        Party nat = new Party(network, "203.0.113.9", 61_000);
        nat.say(0, 1, towardAlice);
        clock.advance(FRAME);
        bob.say(0, 1, towardBob);
        clock.advance(FRAME);

        assertThat(nat.heard()).hasSize(1);
        assertThat(alice.heard()).isEmpty();
    }

    @Test
    void a_new_address_by_re_offer_is_learnt_and_the_old_one_is_a_stranger() throws IOException {
        alice.say(0, 1, towardAlice);
        clock.advance(FRAME);
        Party moved = new Party(network, "10.0.0.77", 4_700);

        on(new MediaCommand.AcceptOffer(SESSION, CALLER, moved.sdp("0"), ALLOWED, true, Optional.empty()));
        on(new MediaCommand.CreateAnswer(SESSION, CALLER, Optional.of(CALLEE)));
        moved.say(0, 2, towardAlice);
        clock.advance(FRAME);
        alice.say(0, 3, towardAlice);
        bob.say(0, 1, towardBob);
        clock.advance(FRAME);

        assertThat(bob.heard()).extracting(Party.Heard::sequence).containsExactly(1, 2);
        assertThat(moved.heard()).hasSize(1);
        assertThat(alice.heard()).isEmpty();
    }

    @Test
    void a_party_that_signals_from_elsewhere_is_learnt_anew() throws IOException {
        Party nat = new Party(network, "203.0.113.9", 61_000);
        Party otherNat = new Party(network, "203.0.113.99", 7_777);
        nat.say(0, 1, towardAlice);
        clock.advance(FRAME);

        on(new MediaCommand.AcceptOffer(SESSION, CALLER, alice.sdp("0"), ALLOWED, true, Optional.of("203.0.113.99")));
        otherNat.say(0, 2, towardAlice);
        clock.advance(FRAME);

        assertThat(bob.heard()).extracting(Party.Heard::sequence).containsExactly(1, 2);
    }
}
