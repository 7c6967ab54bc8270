package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.local.Service;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code sip set debug} for everybody, for an address, for a call; what it refuses. */
@Disturbing("there is one switch for all tests")
class SipDebugScopesTest {

    private final Lab lab;

    SipDebugScopesTest(Lab lab) {
        this.lab = lab;
    }

    private void show(String json) throws Exception {
        lab.put(Service.PROXY, "/sip/debug", json);
    }

    @AfterEach
    void off() throws Exception {
        show("{\"scope\":\"off\"}");
    }

    @Test
    void all_shows_everybody() throws Exception {
        ServiceLog log = lab.log(Service.PROXY);
        show("{\"scope\":\"all\"}");
        try (Phone one = lab.registered();
                Phone other = lab.registered()) {
            log.await("From: <sip:" + one.user() + "@");
            log.await("From: <sip:" + other.user() + "@");
        }
    }

    @Test
    void an_address_shows_the_phones_there() throws Exception {
        ServiceLog log = lab.log(Service.PROXY);
        show("{\"scope\":\"ip\",\"value\":\"127.0.0.2\"}");
        try (Phone here = lab.registered();
                Phone there = lab.phone()
                        .at(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0))
                        .open()
                        .registered()) {
            log.await("From: <sip:" + there.user() + "@");

            assertThat(log.linesWith("From: <sip:" + here.user() + "@")).isEmpty();
        }
    }

    @Test
    void a_call_id_shows_its_dialog_and_each_entry_carries_it() throws Exception {
        ServiceLog log = lab.log(Service.PROXY);
        try (Phone alice = lab.registered()) {
            OutgoingCall first = alice.call("608").awaitAnswered();
            OutgoingCall second = alice.call("608").awaitAnswered();
            show("{\"scope\":\"call\",\"value\":\"" + first.callId() + "\"}");
            second.hangUp();
            first.hangUp();
            log.await("BYE sip:");

            assertThat(log.linesWith("<--- SIP")).isNotEmpty().allMatch(line -> line.contains(first.callId()));
            assertThat(log.linesWith("Call-ID: " + second.callId())).isEmpty();
        }
    }

    @Test
    void a_setting_without_a_scope_is_refused_in_a_sentence() {
        assertThatThrownBy(() -> show("{}"))
                .hasMessageContaining("was answered 400:")
                .hasMessageContaining("scope is off, all, peer, ip or call");
        assertThatThrownBy(() -> show("{\"scope\":\"call\"}"))
                .hasMessageContaining("was answered 400:")
                .hasMessageContaining("value says which Call-ID");
    }
}
