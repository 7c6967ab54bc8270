package io.carillon.protocol.sip.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.datagram.ManualLoop;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipUri;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowAnswersTest {
    private static final Duration DELAY = Duration.ofMillis(500);

    private final ManualLoop loop = new ManualLoop();
    private final SlowAnswers answers = new SlowAnswers(loop);
    private final List<Integer> given = new ArrayList<>();

    @Test
    void without_a_delay_an_answer_is_given_at_once() {
        answer(1, Duration.ZERO);

        assertThat(given).containsExactly(1);
    }

    @Test
    void an_answer_waits_for_its_time_and_is_given_once() {
        answer(1, DELAY);
        assertThat(given).isEmpty();
        assertThat(answers.isRepeated(request(1))).isTrue();
        assertThat(answers.isRepeated(request(2))).isFalse();

        loop.advance(DELAY);

        assertThat(given).containsExactly(1);
    }

    @Test
    void a_retransmission_that_crosses_the_answer_gets_it_again_for_a_while() {
        answer(1, DELAY);
        loop.advance(DELAY);

        assertThat(answers.isRepeated(request(1))).isTrue();

        assertThat(given).containsExactly(1, 1);
        loop.advance(SlowAnswers.REPEATED_FOR);
        assertThat(answers.isRepeated(request(1))).isFalse();
    }

    @Test
    void whoever_guesses_faster_than_answers_may_wait_gets_silence() {
        for (int i = 0; i < 2 * SlowAnswers.MOST; i++) {
            answer(i, DELAY);
        }
        assertThat(loop.waitingTimers()).isEqualTo(SlowAnswers.MOST);

        loop.advance(DELAY);

        assertThat(given).hasSize(SlowAnswers.MOST);
    }

    private void answer(int number, Duration delay) {
        answers.give(request(number), delay, () -> given.add(number));
    }

    private static SipRequest request(int number) {
        return SipRequest.create(Method.REGISTER, SipUri.parse("sip:carillon.example"))
                .set("Via", "SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK" + number)
                .set("From", "<sip:alice@carillon.example>;tag=1")
                .set("To", "<sip:alice@carillon.example>")
                .set("Call-ID", "call")
                .set("CSeq", "1 REGISTER")
                .build();
    }
}
