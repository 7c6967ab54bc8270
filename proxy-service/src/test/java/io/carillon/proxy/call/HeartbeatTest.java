package io.carillon.proxy.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.transaction.ClientTransaction;
import io.carillon.testkit.network.ManualLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private final ManualLoop loop = new ManualLoop();
    private final List<ClientTransaction.Listener> asked = new ArrayList<>();
    private int stops;
    private final Heartbeat heartbeat = new Heartbeat(loop, asked::add, () -> stops++);

    @BeforeEach
    void begin() {
        heartbeat.begin();
    }

    @Test
    void a_party_that_answers_is_asked_for_ever() {
        for (int beat = 0; beat < 10; beat++) {
            loop.advance(Heartbeat.INTERVAL);
            answer(200);
        }

        assertThat(asked).hasSize(10);
        assertThat(stops).isZero();
    }

    @Test
    void a_party_that_answers_nothing_is_gone_after_six_seconds() {
        loop.advance(Duration.ofMillis(5_999));
        assertThat(stops).isZero();

        loop.advance(Duration.ofMinutes(1));

        assertThat(asked).hasSize(2);
        assertThat(stops).isOne();
    }

    @Test
    void a_party_that_knows_the_dialog_no_longer_is_gone_at_once() {
        loop.advance(Heartbeat.INTERVAL);
        answer(481);
        answer(481);
        loop.advance(Duration.ofMinutes(1));

        assertThat(asked).hasSize(1);
        assertThat(stops).isOne();
    }

    @Test
    void a_party_that_does_not_understand_the_question_is_there() {
        loop.advance(Heartbeat.INTERVAL);
        answer(405);

        assertThat(stops).isZero();
    }

    @Test
    void nothing_is_asked_once_the_dialog_is_over() {
        loop.advance(Heartbeat.INTERVAL);
        heartbeat.end();
        answer(481);
        loop.advance(Duration.ofMinutes(1));

        assertThat(asked).hasSize(1);
        assertThat(stops).isZero();
    }

    private void answer(int status) {
        SipRequest options = SipRequest.create(Method.OPTIONS, SipUri.parse("sip:voicemail@192.0.2.1"))
                .set("Via", "SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK-1")
                .set("From", "<sip:proxy@192.0.2.2>;tag=a")
                .set("To", "<sip:voicemail@192.0.2.1>;tag=b")
                .set("Call-ID", "1")
                .set("CSeq", "1 OPTIONS")
                .build();
        asked.getLast()
                .on(new ClientTransaction.Event.Final(options.response(status).build()));
    }
}
