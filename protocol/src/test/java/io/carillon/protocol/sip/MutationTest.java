package io.carillon.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Seeded: a failure names the seed and the round that make it happen again. */
class MutationTest {
    private static final long SEED = 20260105;
    private static final int ROUNDS = 100_000;
    private static final List<String> SHRAPNEL = List.of(
            "\r\n",
            "\n",
            "\r",
            "\0",
            " ",
            "\t",
            ",",
            ";",
            ":",
            "<",
            ">",
            "\"",
            "\\",
            "=",
            "@",
            "%",
            "%zz",
            "[",
            "]",
            "*",
            "(",
            ")",
            "?",
            "SIP/2.0",
            "sip:",
            "tel:",
            "Via: ",
            "v:",
            "To: ",
            "CSeq: ",
            "Content-Length: 1\r\n",
            "99999999999999999999",
            "-1",
            "\u00e9",
            "\ud83d\ude00",
            ";tag=",
            ";branch=",
            ";lr",
            ",,,,",
            "<<<<",
            "\r\n ");

    @Test
    void a_hundred_thousand_mutants_are_parsed_without_an_exception_and_what_passes_can_be_used() {
        Random random = new Random(SEED);
        int passed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] mutant = mutant(random);
            try {
                if (MessageParser.parse(mutant) instanceof Parsed.Message(SipMessage message)) {
                    passed++;
                    use(message);
                }
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                throw new AssertionError(
                        "seed " + SEED + ", round " + round + ":\n" + new String(mutant, StandardCharsets.UTF_8), e);
            }
        }
        assertThat(passed).as("mutants that are still messages").isBetween(ROUNDS / 100, ROUNDS);
    }

    private static byte[] mutant(Random random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? Samples.REGISTER : Samples.INVITE);
        int wounds = 1 + random.nextInt(4);
        for (int i = 0; i < wounds; i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                case 1 -> text.delete(at, Math.min(text.length() - 1, at + 1 + random.nextInt(20)));
                case 2 -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(60))));
                case 3 -> text.insert(at, SHRAPNEL.get(random.nextInt(SHRAPNEL.size())));
                default ->
                    text.insert(
                            at, SHRAPNEL.get(random.nextInt(SHRAPNEL.size())).repeat(random.nextInt(200)));
            }
        }
        return text.toString().getBytes(random.nextInt(8) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    /** Everything a core asks of a message, and the way through us and out again. */
    private static void use(SipMessage message) {
        message.callId();
        message.cseq();
        message.from().tag();
        message.to().tag();
        message.vias().forEach(via -> via.rport());
        message.contacts().forEach(NameAddress::qThousandths);
        message.routes();
        message.recordRoutes();
        message.paths();
        message.maxForwards();
        message.expires();
        message.headers("Allow");
        message.headers("Authorization");
        Parsed again = MessageParser.parse(message.encode());
        assertThat(again).as("what we would forward").isInstanceOf(Parsed.Message.class);
        if (message instanceof SipRequest request) {
            SipResponse answer = request.response(200).toTag("t").build();
            assertThat(MessageParser.parse(answer.encode())).as("our answer").isInstanceOf(Parsed.Message.class);
            Via stamped = request.topVia().with("received", "192.0.2.1").with("rport", "5060");
            SipRequest relayed = request.edit().topVia(stamped).pushVia(stamped).build();
            assertThat(MessageParser.parse(relayed.encode()))
                    .as("stamped and relayed")
                    .isInstanceOf(Parsed.Message.class);
        }
    }
}
