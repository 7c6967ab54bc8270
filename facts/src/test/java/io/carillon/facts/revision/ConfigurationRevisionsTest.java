package io.carillon.facts.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.facts.TestSchema;
import io.carillon.testkit.parts.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfigurationRevisionsTest {
    /** What is promised: every replica loads a revision within five seconds. */
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(5);

    private TestDatabase.Database database;
    private DataSource source;
    private ConfigurationRevisions revisions;

    @BeforeEach
    void open() throws SQLException {
        database = TestSchema.migrated(TestDatabase.shared());
        source = TestSchema.as("registrar", database);
        revisions = new ConfigurationRevisions(source, "registrar-1");
    }

    @Test
    void a_commit_is_the_latest_and_reads_as_it_was_written() throws SQLException {
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put("sip.conf", "[general]\n; é \u2603 \"q\"\n");
        sources.put("b.conf", "");
        sources.put("a.conf", "x");

        long number = revisions.commit("sip.conf", sources);

        Revision latest = revisions.latest("sip.conf").orElseThrow();
        assertThat(number).isEqualTo(1);
        assertThat(latest.sources()).containsExactlyEntriesOf(sources);
        assertThat(latest.committedBy()).isEqualTo("registrar-1");
        assertThat(latest.sha256()).matches("[0-9a-f]{64}");
        assertThat(revisions.revision("sip.conf", 1)).contains(latest);
    }

    @Test
    void unchanged_content_is_the_same_revision_and_tells_nothing() throws SQLException {
        long first = revisions.commit("sip.conf", text("a"));

        long second = revisions.commit("sip.conf", text("a"));

        assertThat(second).isEqualTo(first);
        assertThat(TestSchema.waiting(database, "configuration")).hasSize(1);
    }

    @Test
    void files_count_for_themselves() throws SQLException {
        revisions.commit("sip.conf", text("a"));

        assertThat(revisions.commit("rtp.conf", text("a"))).isEqualTo(1);
        assertThat(revisions.latest("voicemail.conf")).isEmpty();
    }

    @Test
    void replicas_that_commit_the_same_at_once_commit_it_once() throws Exception {
        List<Future<Long>> replicas = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                replicas.add(threads.submit(() -> revisions.commit("sip.conf", text("the same"))));
            }
        }

        for (Future<Long> replica : replicas) {
            assertThat(replica.get()).isEqualTo(1);
        }
        assertThat(TestSchema.waiting(database, "configuration")).hasSize(1);
    }

    @Test
    void a_commit_that_the_caller_rolls_back_never_was() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            revisions.commit(connection, "sip.conf", text("a"));

            connection.rollback();
        }

        assertThat(revisions.latest("sip.conf")).isEmpty();
        assertThat(TestSchema.waiting(database, "configuration")).isEmpty();
    }

    @Test
    void the_last_hundred_revisions_are_kept() throws SQLException {
        for (int i = 1; i <= 103; i++) {
            revisions.commit("sip.conf", text("number " + i));
        }

        assertThat(revisions.revision("sip.conf", 3)).isEmpty();
        assertThat(revisions.revision("sip.conf", 4)).isPresent();
        assertThat(revisions.latest("sip.conf")).map(Revision::number).contains(103L);
    }

    @Test
    void a_watch_tells_what_is_and_what_comes() throws SQLException {
        List<Long> told = new CopyOnWriteArrayList<>();
        revisions.commit("sip.conf", text("a"));
        try (RevisionWatch _ = revisions.watch("sip.conf", revision -> told.add(revision.number()))) {
            await().atMost(TOLD_WITHIN).until(() -> told.contains(1L));

            revisions.commit("sip.conf", text("b"));

            await().atMost(TOLD_WITHIN).until(() -> told.contains(2L));
        }
        assertThat(told).containsExactly(1L, 2L);
    }

    @Test
    void a_listener_that_fails_once_is_told_of_the_next() throws SQLException {
        List<Long> told = new CopyOnWriteArrayList<>();
        revisions.commit("sip.conf", text("a"));
        try (RevisionWatch _ = revisions.watch("sip.conf", revision -> {
            told.add(revision.number());
            if (revision.number() == 1) {
                throw new IllegalStateException("a bug");
            }
        })) {
            await().atMost(TOLD_WITHIN).until(() -> told.contains(1L));

            revisions.commit("sip.conf", text("b"));

            await().atMost(TOLD_WITHIN).until(() -> told.contains(2L));
        }
    }

    private static Map<String, String> text(String text) {
        return Map.of("sip.conf", text);
    }
}
