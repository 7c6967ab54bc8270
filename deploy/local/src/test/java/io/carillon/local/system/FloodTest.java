package io.carillon.local.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.Service;
import io.carillon.testkit.phone.Exchange;
import io.carillon.testkit.phone.Phone;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Somebody floods the proxy with REGISTER from one address. Other phones and the heap must not notice much. */
@Disturbing("measures time and memory")
@ResourceLock(LabLocks.BUSY)
class FloodTest {

    private static final String REGISTER = """
            REGISTER sip:127.0.0.1 SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.1:%1$d;branch=z9hG4bKflood%2$d
            Max-Forwards: 70
            From: <sip:p1000@127.0.0.1>;tag=f%2$d
            To: <sip:p1000@127.0.0.1>
            Call-ID: flood-%2$d
            CSeq: 1 REGISTER
            Contact: <sip:p1000@127.0.0.1:%1$d>
            Expires: 60
            Content-Length: 0

            """;

    private static final int REQUESTS_PER_SECOND = 5000;

    private static final Duration LENGTH = Duration.ofSeconds(60);

    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(1);
    /** Of the flood, for each that the other phone sends: 20 registrations a second, so that the disk is no bottleneck. */
    private static final int BETWEEN = REQUESTS_PER_SECOND / 20;

    /** A machine that stands still for longer is none to measure on. */
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(2);

    private static final double HEAP_GROWTH_MEGABYTES = 100;

    /** @param stood for how long a thread of this JVM that had nothing else to do could not run meanwhile */
    private record Answer(Duration begun, Duration took, Duration stood) {
        Duration owed() {
            return took.minus(stood);
        }
    }

    private final Lab lab;

    FloodTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void another_phone_is_answered_within_a_second_and_the_heap_stays() throws Exception {
        double before = heapMegabytes();
        List<Answer> answers = new ArrayList<>();
        try (Starts.Pause _ = Starts.pause();
                Flood flood = new Flood(REGISTER, REQUESTS_PER_SECOND, lab.sip());
                Standstill machine = Standstill.watched();
                Phone phone = lab.phone().open()) {
            while (flood.lasted().compareTo(LENGTH) < 0) {
                Duration begun = flood.lasted();
                machine.forget();
                Exchange exchange = phone.register();
                answers.add(new Answer(begun, flood.lasted().minus(begun), machine.longest()));
                assertThat(exchange.statuses()).containsExactly(401, 200);
                flood.awaitMore(BETWEEN);
            }

            assertThat(flood.sent()).as("requests sent in %s", flood.lasted()).isGreaterThan((long)
                    (0.9 * REQUESTS_PER_SECOND * LENGTH.toSeconds()));
        }
        assertThat(answers)
                .hasSizeGreaterThan(10)
                .allMatch(answer -> answer.stood().compareTo(LONGEST_STANDSTILL) < 0);
        assertThat(answers.stream().filter(answer -> answer.owed().compareTo(ANSWERED_WITHIN) > 0))
                .as("late of %d answers", answers.size())
                .isEmpty();
        assertThat(heapMegabytes() - before).isLessThan(HEAP_GROWTH_MEGABYTES);
    }

    /** What is live in the proxy's heap: after a collection. */
    private double heapMegabytes() throws IOException, InterruptedException {
        long pid = lab.carillon().handle(Service.PROXY, 1).orElseThrow().pid();
        jcmd(pid, "GC.run");
        String info = jcmd(pid, "GC.class_histogram");
        String total = info.lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(total.strip().split("\\s+")[2]) / 1e6;
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(System.getProperty("java.home") + "/bin/jcmd", "" + pid, command)
                .redirectErrorStream(true)
                .start();
        String output = new String(jcmd.getInputStream().readAllBytes(), US_ASCII);
        assertThat(jcmd.waitFor()).as(output).isZero();
        return output;
    }
}
