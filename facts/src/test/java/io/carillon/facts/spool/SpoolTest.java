package io.carillon.facts.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.facts.CallFact.CallEnded;
import io.carillon.facts.CallFact.Hangup;
import io.carillon.facts.CallLeg;
import io.carillon.facts.Fact;
import io.carillon.facts.FactStream;
import io.carillon.facts.Party;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final long PLENTY = 1 << 26;

    private final FactStream stream = new FactStream(7, 3);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("proxy-1.facts");
    }

    @Test
    void facts_come_out_in_the_order_they_went_in() throws IOException {
        List<Fact> facts = stream.next(5_000);
        try (Spool spool = Spool.open(file, PLENTY)) {
            spool.append(facts.subList(0, 3_000));
            spool.append(facts.subList(3_000, 5_000));

            assertThat(drain(spool)).isEqualTo(facts);
            assertThat(spool.length()).isZero();
        }
    }

    @Test
    void what_was_only_looked_at_is_still_there() throws IOException {
        List<Fact> facts = stream.next(10);
        try (Spool spool = Spool.open(file, PLENTY)) {
            spool.append(facts);
            spool.peek(4);

            assertThat(spool.peek(4)).isEqualTo(facts.subList(0, 4));
        }
    }

    @Test
    void facts_outlive_the_process() throws IOException {
        List<Fact> facts = stream.next(20);
        try (Spool spool = Spool.open(file, PLENTY)) {
            spool.append(facts);
        }

        try (Spool spool = Spool.open(file, PLENTY)) {
            assertThat(drain(spool)).isEqualTo(facts);
        }
    }

    @Test
    void a_line_cut_off_anywhere_costs_that_line_alone() throws IOException {
        List<Fact> facts = stream.next(3);
        long two;
        try (Spool spool = Spool.open(file, PLENTY)) {
            spool.append(facts.subList(0, 2));
            two = spool.length();
            spool.append(facts.subList(2, 3));
        }
        byte[] whole = Files.readAllBytes(file);
        for (int cut = whole.length - 1; cut > two; cut -= 17) {
            Files.write(file, Arrays.copyOf(whole, cut));
            try (Spool spool = Spool.open(file, PLENTY)) {
                spool.append(facts.subList(2, 3));

                assertThat(drain(spool)).isEqualTo(facts);
            }
        }
    }

    @Test
    void a_damaged_line_is_skipped_and_the_next_ones_are_read() throws IOException {
        List<Fact> facts = stream.next(9);
        try (Spool spool = Spool.open(file, PLENTY)) {
            spool.append(facts);
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[new Random(1).nextInt(200)] ^= 1;
        Files.write(file, bytes);

        try (Spool spool = Spool.open(file, PLENTY)) {
            assertThat(drain(spool)).isEqualTo(facts.subList(1, 9));
        }
    }

    @Test
    void a_file_of_rubbish_is_drained_and_never_stops_the_rest() throws IOException {
        byte[] rubbish = new byte[3 << 20];
        Arrays.fill(rubbish, (byte) 'x');
        rubbish[rubbish.length - 1] = '\n';
        Files.write(file, rubbish);
        List<Fact> facts = stream.next(2);

        try (Spool spool = Spool.open(file, PLENTY)) {
            spool.append(facts);

            assertThat(drain(spool)).isEqualTo(facts);
        }
    }

    @Test
    void a_spool_three_quarters_full_takes_only_the_final_record_of_calls() throws IOException {
        try (Spool spool = Spool.open(file, 8_000)) {
            int refused = spool.append(stream.next(100));

            assertThat(refused).isBetween(1, 99);
            assertThat(spool.append(List.of(ended()))).isZero();
            assertThat(spool.append(stream.next(1))).isEqualTo(1);
            assertThat(spool.length()).isLessThanOrEqualTo(8_000);
        }
    }

    @Test
    void a_full_spool_takes_nothing_and_keeps_what_it_has() throws IOException {
        try (Spool spool = Spool.open(file, 1_000)) {
            while (spool.append(List.of(ended())) == 0) {
                assertThat(spool.length()).isLessThanOrEqualTo(1_000);
            }

            assertThat(drain(spool)).isNotEmpty().allMatch(CallEnded.class::isInstance);
        }
    }

    @Test
    void a_spool_in_use_is_not_opened_twice() throws IOException {
        try (FileChannel _ = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                Spool _ = Spool.open(file, PLENTY)) {
            assertThatThrownBy(() -> Spool.open(file, PLENTY))
                    .isInstanceOfAny(IOException.class, OverlappingFileLockException.class);
        }
    }

    private static List<Fact> drain(Spool spool) throws IOException {
        List<Fact> facts = new ArrayList<>();
        while (!spool.isEmpty()) {
            facts.addAll(spool.peek(500));
            spool.remove();
        }
        return facts;
    }

    private static CallEnded ended() {
        Party caller = new Party("user1", Optional.of("user1"), Optional.empty(), Optional.of("100"));
        return new CallEnded(
                "call-1",
                Instant.EPOCH,
                Optional.empty(),
                Instant.EPOCH,
                caller,
                "200",
                Optional.empty(),
                "internal",
                "200",
                Hangup.SYSTEM,
                480,
                18,
                new CallLeg("c1", List.of(), Optional.empty()),
                Optional.empty(),
                List.of("c1"),
                Map.of());
    }
}
