package io.carillon.proxy.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.sip.SentIdentity;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.account.Provider;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callees are shown of who calls. */
class InvitationTest {
    private static final HostPort HERE = new HostPort("192.0.2.1", 5060);

    private Flow flow;

    @BeforeEach
    void open() throws IOException {
        flow = Flows.to("203.0.113.6");
    }

    private SipRequest invite(
            boolean anonymous, Optional<String> fromUser, Optional<String> fromDomain, SentIdentity sent) {
        Route route = new Route(
                new LegId("callee-0"),
                "call-1",
                Accounts.friend("trunk", SessionTimer.Policy.DEFAULT, provider(fromUser, fromDomain, sent)),
                SipUri.parse("sip:4930555@203.0.113.6"),
                flow,
                List.of(),
                false,
                List.of(),
                Optional.empty());
        return new Invitation(Accounts.friend("123").showing("Alice", "123", anonymous), 70, () -> "tag")
                .to(new OfferedRoute(route, "v=0\r\n"), _ -> HERE);
    }

    /** One that is told of callers in this way. */
    private static Provider provider(Optional<String> fromUser, Optional<String> fromDomain, SentIdentity sent) {
        Provider none = Provider.NONE;
        return new Provider(
                none.host(),
                none.username(),
                fromUser,
                fromDomain,
                none.secret(),
                false,
                false,
                none.outboundProxy(),
                none.qualify(),
                sent,
                false);
    }

    @Test
    void from_is_the_caller_at_our_address_and_nothing_else_is_told() {
        SipRequest invite = invite(false, Optional.empty(), Optional.empty(), SentIdentity.NONE);

        assertThat(invite.from().toString()).isEqualTo("\"Alice\" <sip:123@192.0.2.1:5060>;tag=tag");
        assertThat(invite.header("P-Asserted-Identity")).isEmpty();
        assertThat(invite.header("Privacy")).isEmpty();
    }

    @Test
    void fromuser_and_fromdomain_stand_in_from() {
        SipRequest invite = invite(false, Optional.of("4930"), Optional.of("example.com"), SentIdentity.NONE);

        assertThat(invite.from().uri()).isEqualTo(SipUri.parse("sip:4930@example.com"));
    }

    @Test
    void a_callee_that_is_trusted_is_told_who_calls() {
        SipRequest invite = invite(false, Optional.of("4930"), Optional.empty(), SentIdentity.ASSERTED);

        assertThat(invite.header("P-Asserted-Identity")).contains("\"Alice\" <sip:123@192.0.2.1:5060>");
    }

    @Test
    void an_anonymous_caller_is_nobody_in_from_and_asks_for_privacy() {
        SipRequest invite = invite(true, Optional.of("4930"), Optional.empty(), SentIdentity.NONE);

        assertThat(invite.from().uri()).isEqualTo(SipUri.parse("sip:anonymous@anonymous.invalid"));
        assertThat(invite.header("Privacy")).contains("id");
        assertThat(invite.toString()).doesNotContain("Alice").doesNotContain("123@");
    }

    @Test
    void an_anonymous_caller_is_known_to_a_callee_that_is_trusted() {
        SipRequest asserted = invite(true, Optional.empty(), Optional.empty(), SentIdentity.ASSERTED);
        SipRequest before = invite(true, Optional.empty(), Optional.empty(), SentIdentity.REMOTE_PARTY_ID);

        assertThat(asserted.header("P-Asserted-Identity")).isPresent();
        assertThat(asserted.header("Privacy")).contains("id");
        assertThat(before.header("Remote-Party-ID")).get().asString().contains("privacy=full");
    }
}
