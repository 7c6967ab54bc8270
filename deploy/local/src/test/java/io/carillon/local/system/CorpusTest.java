package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.Service;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.testkit.corpus.Corpus;
import io.carillon.testkit.corpus.NastyMessage;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.Ladder;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus of malformed and nasty messages (RFC 4475, RFC 5118) against Carillon as it runs. */
@WholeSystem
class CorpusTest {

    private final Lab lab;

    CorpusTest(Lab lab) {
        this.lab = lab;
    }

    static List<NastyMessage> messages() {
        return Corpus.messages();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void each_gets_its_answer_or_none_and_the_next_request_is_served(NastyMessage nasty) throws IOException {
        ServiceLog proxy = lab.log(Service.PROXY);
        ServiceLog registrar = lab.log(Service.REGISTRAR);
        try (Phone phone = stranger()) {
            phone.sendRaw(nasty.datagram(phone.local().getPort()));
            OptionalInt expected = nasty.expected().answer();
            if (expected.isPresent()) {
                phone.awaitMessage(
                        "an answer to " + nasty, message -> message instanceof SipResponse answer && answer.isFinal());
            }

            assertThat(phone.exchange(phone.request(Method.OPTIONS, "100"))
                            .last()
                            .status())
                    .isEqualTo(200);
            assertThat(answers(phone))
                    .as("%s%n%s", nasty.why(), phone.ladder())
                    .isEqualTo(expected.stream().boxed().toList());
            assertThat(proxy.linesWith("ERROR")).isEmpty();
            assertThat(registrar.linesWith("ERROR")).isEmpty();
        }
    }

    @Test
    void after_all_of_them_at_once_a_call_is_set_up_and_heard() {
        try (Phone stranger = stranger();
                Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            for (NastyMessage nasty : messages()) {
                stranger.sendRaw(nasty.datagram(stranger.local().getPort()));
            }

            OutgoingCall call = alice.call(Lab.numberOf(bob));
            IncomingCall atBob = bob.awaitCall().ring().answer();
            call.awaitAnswered().awaitTone(bob.tone());
            atBob.awaitTone(alice.tone());
            assertThat(call.hangUp().status()).isEqualTo(200);
        }
    }

    private Phone stranger() {
        return lab.phone("stranger", "").open();
    }

    /** The statuses of all final answers but that to the phone's own OPTIONS; an answer that nobody can read is a -1. */
    private static List<Integer> answers(Phone phone) {
        return phone.ladder().rungs().stream()
                .filter(rung -> !rung.sent())
                .filter(rung -> !isAnswerToOwn(phone, rung))
                .map(rung -> rung.message().map(CorpusTest::status).orElse(-1))
                .filter(status -> status < 100 || status >= 200)
                .distinct()
                .toList();
    }

    private static boolean isAnswerToOwn(Phone phone, Ladder.Rung rung) {
        return rung.message()
                .filter(message -> message.from().uri().user().equals(Optional.of(phone.user())))
                .isPresent();
    }

    private static int status(SipMessage message) {
        return message instanceof SipResponse response ? response.status() : -1;
    }
}
