package io.carillon.proxy.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.facts.CallFact.CallAnswered;
import io.carillon.facts.CallFact.CallEnded;
import io.carillon.facts.Fact;
import io.carillon.protocol.media.Gain;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.voicemail.VoicemailRequest;
import io.carillon.proxy.account.Account;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a call. */
class CallRecordTest {
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final Account ALICE = Accounts.friend("alice");

    private static final VoicemailRequest LEAVING = new VoicemailRequest(
            VoicemailRequest.Purpose.LEAVE,
            List.of("200@default"),
            "u",
            "",
            Gain.NONE,
            OptionalInt.empty(),
            "en",
            "1",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private final List<Fact> told = new ArrayList<>();
    private Flow flow;

    private final CallRecord record = new CallRecord(
            new CallRecord.CallStart("1", NOON, CallRecord.party(ALICE), "200", "local", "200", "call-1"),
            () -> NOON,
            told::add);

    @BeforeEach
    void open() throws IOException {
        flow = Flows.to("203.0.113.6");
    }

    @Test
    void a_plan_that_dials_for_hours_has_a_last_fact_that_kafka_still_takes() {
        for (int i = 0; i < 10_000; i++) {
            LegId leg = dial(i);
            record.lost(List.of(leg));
        }

        CallEnded ended = record.ended(NOON, 480, Q850.NO_ANSWER, List.of(), List.of());

        assertThat(ended.sipCallIds()).hasSize(256).startsWith("call-1", "leg-0");
    }

    @Test
    void who_answers_after_hours_is_told_with_its_call() {
        for (int i = 0; i < 1_000; i++) {
            record.lost(List.of(dial(i)));
        }
        record.joined(dial(1_000));

        CallEnded ended = record.ended(NOON, 200, Q850.NORMAL_CLEARING, List.of(), List.of());

        assertThat(ended.calleeLeg().orElseThrow().sipCallId()).isEqualTo("leg-1000");
    }

    @Test
    void whom_the_plan_led_to_voicemail_is_told_from_whom_a_phone_answered() {
        record.answered(Optional.of(dial(0, Optional.of(LEAVING))));

        assertThat(told.getLast())
                .isInstanceOfSatisfying(
                        CallAnswered.class,
                        answered -> assertThat(answered.application()).isEqualTo("VoiceMail"));
    }

    private LegId dial(int number) {
        return dial(number, Optional.empty());
    }

    private LegId dial(int number, Optional<VoicemailRequest> voicemail) {
        LegId leg = new LegId("callee-" + number);
        record.dialling(new Route(
                leg,
                "leg-" + number,
                Accounts.friend("desk"),
                SipUri.parse("sip:desk@203.0.113.6"),
                flow,
                List.of(),
                false,
                List.of(),
                voicemail));
        return leg;
    }
}
