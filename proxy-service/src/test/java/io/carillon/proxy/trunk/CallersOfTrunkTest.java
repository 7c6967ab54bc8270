package io.carillon.proxy.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.sip.AccessList;
import io.carillon.config.sip.SentIdentity;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.account.Provider;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallersOfTrunkTest {
    private static final String ASSERTED = "\"Carol\" <sip:+4930555@example.com>";

    private static SipRequest invite(String... headers) {
        var invite = SipRequest.create(Method.INVITE, SipUri.parse("sip:9999@192.0.2.1"))
                .set("From", "\"Bob\" <sip:4930444@example.com>;tag=1");
        for (int i = 0; i < headers.length; i += 2) {
            invite.set(headers[i], headers[i + 1]);
        }
        return invite.build();
    }

    private static Account trunk(String callerNumber, boolean trusted) {
        Provider none = Provider.NONE;
        return new Account(
                "trunk",
                Account.Type.PEER,
                "carillon",
                Optional.empty(),
                Optional.empty(),
                "from-trunk",
                "",
                callerNumber,
                List.of("ulaw"),
                Account.Nat.NO,
                Account.Nat.NO,
                Account.MediaPolicy.RELAYED,
                Optional.empty(),
                AccessList.OPEN,
                Account.Limits.NONE,
                SessionTimer.Policy.DEFAULT,
                false,
                new Provider(
                        none.host(),
                        none.username(),
                        none.fromUser(),
                        none.fromDomain(),
                        none.secret(),
                        false,
                        false,
                        none.outboundProxy(),
                        none.qualify(),
                        SentIdentity.NONE,
                        trusted));
    }

    @Test
    void a_trunk_without_a_callerid_shows_who_calls_through_it() {
        Account shown = CallersOfTrunk.shown(trunk("trunk", false), invite());

        assertThat(shown.name()).isEqualTo("trunk");
        assertThat(shown.callerName()).isEqualTo("Bob");
        assertThat(shown.callerNumber()).isEqualTo("4930444");
        assertThat(shown.anonymous()).isFalse();
    }

    @Test
    void an_identity_is_believed_of_those_only_who_are_trusted() {
        SipRequest invite = invite("P-Asserted-Identity", ASSERTED);

        assertThat(CallersOfTrunk.shown(trunk("trunk", false), invite).callerNumber())
                .isEqualTo("4930444");
        assertThat(CallersOfTrunk.shown(trunk("trunk", true), invite).callerNumber())
                .isEqualTo("+4930555");
    }

    @Test
    void a_caller_named_by_a_telephone_number_is_shown_with_it() {
        SipRequest invite = invite("From", "\"Bob\" <tel:+49-30-777>;tag=1");

        Account shown = CallersOfTrunk.shown(trunk("trunk", false), invite);

        assertThat(shown.callerNumber()).isEqualTo("+4930777");
        assertThat(shown.callerName()).isEqualTo("Bob");
        assertThat(CallersOfTrunk.shown(trunk("trunk", true), invite("P-Asserted-Identity", "<tel:+4930888>"))
                        .callerNumber())
                .isEqualTo("+4930888");
    }

    @Test
    void remote_party_id_is_read_where_no_identity_is_asserted() {
        SipRequest invite = invite("Remote-Party-ID", ASSERTED + ";party=calling");

        assertThat(CallersOfTrunk.shown(trunk("trunk", true), invite).callerName())
                .isEqualTo("Carol");
    }

    @Test
    void a_caller_who_wants_privacy_is_known_to_us_and_kept_from_the_callee() {
        Account shown = CallersOfTrunk.shown(
                trunk("trunk", true), invite("P-Asserted-Identity", ASSERTED, "Privacy", "user;id"));

        assertThat(shown.callerNumber()).isEqualTo("+4930555");
        assertThat(shown.anonymous()).isTrue();
    }

    @Test
    void the_sections_own_callerid_stands_above_all() {
        assertThat(CallersOfTrunk.shown(trunk("4930100", true), invite("P-Asserted-Identity", ASSERTED))
                        .callerNumber())
                .isEqualTo("4930100");
    }
}
