package io.carillon.proxy.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.facts.CallFact;
import io.carillon.facts.Fact;
import io.carillon.protocol.address.Shown;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.Sound;
import io.carillon.protocol.sip.dialog.KeyPress;
import io.carillon.protocol.sip.dialog.ReferTo;
import io.carillon.protocol.sip.dialog.Replaces;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.dialplan.Caller;
import io.carillon.proxy.dialplan.DialOptions;
import io.carillon.proxy.dialplan.DialOptions.Flag;
import io.carillon.proxy.dialplan.HungUp;
import io.carillon.proxy.dialplan.Plans;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two who talk, from the plan's side: what has come to the inbox is all that comes, so a conversation that waits for more
 * would wait for ever.
 */
@Timeout(10)
class ConversationTest {
    private static final String SDP = "v=0\r\n";
    private static final Sound SILENCE = new Sound.Pause(Duration.ZERO);
    private static final KeyPress HASH = new KeyPress('#', Duration.ofMillis(100));
    private static final MediaParty PARTY = new MediaParty(List.of("ulaw"), false, "203.0.113.5", new Shown.Usual());
    private static final AttendedTransfer TO_CAROL = new AttendedTransfer(
            Bridge.CALLER,
            CallByHand.DESK,
            new ReferTo.Attended(
                    "300", Replaces.parse("call-9;to-tag=a;from-tag=b").orElseThrow()));

    private final Account alice = Accounts.friend("alice");
    private final RelayByHand relay = new RelayByHand();
    private final CallMedia media =
            new CallMedia(new CallSession(relay, relay.id(), "call-1", _ -> {}), PARTY, Optional.of(SDP), true);
    private final List<Fact> facts = new ArrayList<>();
    private CallByHand hand;
    private Conversation conversation;

    @BeforeEach
    void talk() throws IOException {
        hand = new CallByHand();
        media.offerTo(CallByHand.DESK, PARTY);
        hand.talk();
        hand.told(CallEvent.class);
        media.answeredBy(CallByHand.DESK, SDP);
        media.callerAgreed();
        media.bridge().join(CallByHand.DESK, SILENCE);
        AccountCalls calls = new AccountCalls();
        Parties parties = new Parties(calls, alice, calls.made(alice).orElseThrow());
        parties.called(CallByHand.DESK, Accounts.friend("desk"));
        CallRecord record = new CallRecord(
                new CallRecord.CallStart(
                        "1", hand.loop.now(), CallRecord.party(alice), "200", "local", "200", "call-1"),
                hand.loop::now,
                facts::add);
        CallChannel channel = new CallChannel(
                hand.plan(),
                hand.inbox,
                media,
                new Nobody(),
                record,
                hand.loop::now,
                new CallsInProgress(),
                Plans.local("exten => 200,1,Dial(SIP/desk,,t)\n"),
                parties,
                new Caller("alice", "alice", "", "200"));
        conversation =
                new Conversation(channel, hand.plan(), media.bridge(), record, parties, options(), hand.loop::now);
    }

    @Test
    void a_call_whose_two_parties_have_gone_elsewhere_is_over_and_that_is_told_once() {
        hand.inbox.put(new CallEvent.HandedOver(TO_CAROL));

        assertThatThrownBy(() -> conversation.hold(hand.inbox)).isInstanceOf(HungUp.class);
        assertThat(transfers()).containsExactly("300");
    }

    @Test
    void it_is_over_too_where_a_key_had_begun_another_transfer_meanwhile() {
        hand.inbox.put(new CallEvent.KeyPressed(CallByHand.DESK, HASH, true));
        hand.inbox.put(new CallEvent.HandedOver(TO_CAROL));

        assertThatThrownBy(() -> conversation.hold(hand.inbox)).isInstanceOf(HungUp.class);
        assertThat(transfers()).containsExactly("300");
    }

    @Test
    void a_transfer_to_a_call_that_nobody_knows_is_refused_and_not_told() {
        hand.calleeSends(
                "REFER", 2, "desk", "Refer-To: <sip:300@192.0.2.1?Replaces=call-9%3Bto-tag%3Da%3Bfrom-tag%3Db>");
        hand.calleeSends("BYE", 3, "desk");

        Conversation.End end = conversation.hold(hand.inbox);

        assertThat(end.next()).isEmpty();
        assertThat(transfers()).isEmpty();
    }

    @Test
    void a_phone_that_rang_too_and_lost_sends_nobody_on_by_its_keys() {
        hand.inbox.put(new CallEvent.KeyPressed(new LegId("lost"), HASH, false));
        hand.calleeSends("BYE", 2, "desk");

        Conversation.End end = conversation.hold(hand.inbox);

        assertThat(end.next()).isEmpty();
    }

    private Stream<String> transfers() {
        return facts.stream()
                .filter(CallFact.CallTransferred.class::isInstance)
                .map(fact -> ((CallFact.CallTransferred) fact).target());
    }

    private static DialOptions options() {
        return new DialOptions(
                Set.of(Flag.CALLEE_TRANSFERS),
                SILENCE,
                Optional.empty(),
                SILENCE,
                List.of(),
                Optional.empty(),
                DialOptions.Keys.NONE,
                new DialOptions.Transfers(Optional.empty(), "en", SILENCE));
    }
}
