package io.carillon.proxy.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.media.Gain;
import io.carillon.protocol.sip.voicemail.VoicemailRequest;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.dialplan.VoicemailVisit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What voicemail is told of who calls. */
class AskedOfVoicemailTest {
    private static final VoicemailVisit LEAVING = new VoicemailVisit(
            VoicemailRequest.Purpose.LEAVE, List.of("200@default"), "u", "", Gain.NONE, OptionalInt.empty(), "en");

    private static VoicemailRequest request(Account caller) {
        return Voicemail.request(LEAVING, caller, "200", "call-1", Optional.empty());
    }

    @Test
    void the_callers_account_is_told() {
        assertThat(request(Accounts.friend("alice")).account()).contains("alice");
    }

    @Test
    void a_guest_has_no_account() {
        assertThat(request(Accounts.guest()).account()).isEmpty();
    }
}
