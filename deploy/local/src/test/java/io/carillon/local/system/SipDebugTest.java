package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.Service;
import io.carillon.testkit.phone.Phone;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code sip set debug}, switched over HTTP. There is one switch for all tests: they run one after the other. */
@WholeSystem
class SipDebugTest {

    private final Lab lab;

    SipDebugTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void messages_of_one_phone_are_shown_without_digests() throws Exception {
        ServiceLog log = lab.log(Service.PROXY);
        try (Phone shown = lab.phone().open();
                Phone other = lab.phone().open()) {
            lab.put(Service.PROXY, "/sip/debug", "{\"scope\":\"peer\",\"value\":\"" + shown.user() + "\"}");
            other.registered();
            shown.registered();
            log.await("200 OK");
            lab.put(Service.PROXY, "/sip/debug", "{\"scope\":\"off\"}");

            List<String> lines = log.lines();
            assertThat(lines).anyMatch(line -> line.contains("REGISTER sip:"));
            assertThat(lines).anyMatch(line -> line.contains("Authorization: Digest"));
            assertThat(lines).noneMatch(line -> line.contains("response=\"") || line.contains("nonce=\""));
            assertThat(lines).noneMatch(line -> line.contains("sip:" + other.user() + "@"));
        }
    }

    @Test
    void nothing_is_shown_when_it_is_off() throws Exception {
        ServiceLog log = lab.log(Service.PROXY);
        try (Phone phone = lab.registered()) {
            phone.unregister();

            assertThat(log.linesWith("REGISTER sip:")).isEmpty();
        }
    }
}
