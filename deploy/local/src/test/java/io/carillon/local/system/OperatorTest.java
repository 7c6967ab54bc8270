package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.local.Service;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What probes and Prometheus are told of the SIP edge and of the media loops. */
@Disturbing("counts what all tests do")
class OperatorTest {

    private final Lab lab;

    OperatorTest(Lab lab) {
        this.lab = lab;
    }

    private double transactions(String side, String method, String status) throws Exception {
        return lab.metric(
                Service.PROXY,
                "carillon_sip_transactions_total{method=\"%s\",side=\"%s\",status=\"%s\"}"
                        .formatted(method, side, status));
    }

    @Test
    void each_request_of_a_call_is_counted_once_by_how_it_ended() throws Exception {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            double challenged = transactions("server", "INVITE", "401");
            double answered = transactions("server", "INVITE", "200");
            double reached = transactions("client", "INVITE", "200");
            double ended = transactions("server", "BYE", "200");

            OutgoingCall call = alice.call(Lab.numberOf(bob));
            IncomingCall atBob = bob.awaitCall().ring().answer();
            call.awaitAnswered().hangUp();
            atBob.awaitHungUp();

            assertThat(transactions("server", "INVITE", "401") - challenged).isOne();
            assertThat(transactions("server", "INVITE", "200") - answered).isOne();
            assertThat(transactions("client", "INVITE", "200") - reached).isOne();
            assertThat(transactions("server", "BYE", "200") - ended).isOne();
        }
    }

    @Test
    void what_cannot_be_read_is_counted_by_listener() throws Exception {
        String malformed = "carillon_sip_datagrams_total{listener=\"outside\",outcome=\"malformed\"}";
        double before = lab.metric(Service.PROXY, malformed);
        try (Phone phone = lab.phone().open()) {
            phone.sendRaw("OPTIONS sip:broken".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            phone.register();
        }

        assertThat(lab.metric(Service.PROXY, malformed) - before).isOne();
        assertThat(lab.metric(Service.PROXY, "carillon_sip_datagrams_total{listener=\"inside\",outcome=\"received\"}"))
                .isPositive();
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void each_metric_of_ours_says_what_it_counts(Service service) throws Exception {
        String metrics = new String(lab.bytes(service, "/q/metrics"), StandardCharsets.UTF_8);

        assertThat(metrics.lines().filter(line -> line.startsWith("# HELP carillon_")))
                .isNotEmpty()
                .allMatch(line -> line.matches("# HELP \\S+ \\S.*"));
    }

    @Test
    void liveness_feels_the_loops() throws Exception {
        assertThat(live(Service.PROXY, "signalling loop").path("status").asText())
                .isEqualTo("UP");
        JsonNode relay = live(Service.MEDIA_RELAY, "media loops");
        assertThat(relay.path("status").asText()).isEqualTo("UP");
        assertThat(relay.path("data").path("alive").asInt())
                .isPositive()
                .isEqualTo(relay.path("data").path("loops").asInt());
    }

    private JsonNode live(Service service, String check) throws Exception {
        for (JsonNode each : lab.get(service, "/q/health/live").path("checks")) {
            if (each.path("name").asText().equals(check)) {
                return each;
            }
        }
        throw new AssertionError("no check " + check + " of " + service);
    }
}
