package io.carillon.registrar.location;

import static io.carillon.registrar.registration.Registers.POLICY;
import static io.carillon.registrar.registration.Registers.register;
import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.carillon.facts.Fact;
import io.carillon.facts.RegistrationFact.BindingAdded;
import io.carillon.facts.RegistrationFact.BindingExpired;
import io.carillon.facts.RegistrationFact.BindingRemoved;
import io.carillon.registrar.registration.AddressOfRecord;
import io.carillon.registrar.registration.Binding;
import io.carillon.registrar.registration.Outcome;
import io.carillon.registrar.registration.Registers;
import io.carillon.testkit.parts.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindingCommitterTest {
    private static final AddressOfRecord ALICE = new AddressOfRecord("alice");
    private static final String DESK = "sip:alice@192.0.2.10:5062";
    private static final String SOFT = "sip:alice@192.0.2.11:5060";
    private static final CommitFigures NO_FIGURES = (commands, took) -> {};

    private static LocationSchema schema;
    private static AgroalDataSource pool;
    private static AgroalDataSource otherPool;

    private BindingCommitter committer;
    private BindingCommitter otherReplica;

    @BeforeAll
    static void migrate() throws SQLException {
        schema = LocationSchema.in(TestDatabase.shared());
        pool = schema.pool();
        otherPool = schema.pool();
    }

    @AfterAll
    static void closePools() {
        pool.close();
        otherPool.close();
    }

    @BeforeEach
    void start() throws SQLException {
        schema.execute("TRUNCATE location.binding, location.outbox");
        committer = new BindingCommitter(new LocationDatabase(pool), NO_FIGURES);
        otherReplica = new BindingCommitter(new LocationDatabase(otherPool), NO_FIGURES);
    }

    @AfterEach
    void stop() {
        committer.close();
        otherReplica.close();
    }

    @Test
    void a_binding_is_stored_whole_and_published() throws Exception {
        commit(
                ALICE,
                register()
                        .flow(DESK, "<urn:uuid:1>", 1)
                        .path("<sip:a;lr>", "<sip:b;lr>")
                        .expires(600));

        assertThat(schema.asProxy("SELECT row_to_json(b)::text FROM location.v1_binding b"))
                .singleElement()
                .asString()
                .contains(
                        "\"aor\":\"alice\"",
                        "\"contact\":\"" + DESK + "\"",
                        "\"instance_id\":\"<urn:uuid:1>\",\"reg_id\":1",
                        "\"path\":[\"<sip:a;lr>\",\"<sip:b;lr>\"]",
                        "\"source_address\":\"192.0.2.10\",\"source_port\":5062,\"transport\":\"UDP\"");
    }

    @Test
    void what_was_stored_is_read_back_equal() throws Exception {
        Outcome.Accepted stored = commit(
                ALICE, register().contact(SOFT).flow(DESK, "<urn:uuid:1>", 1).path("<sip:a;lr>"));

        Outcome.Accepted read = commit(ALICE, register().callId("query"));

        assertThat(read.bindings()).isEqualTo(stored.bindings());
    }

    @Test
    void a_new_binding_is_a_fact_and_a_refresh_is_none() throws Exception {
        commit(ALICE, register().contact(DESK));
        commit(ALICE, register().cseq(2).contact(DESK));

        assertThat(schema.facts()).singleElement().isInstanceOfSatisfying(BindingAdded.class, fact -> {
            assertThat(fact.aor()).isEqualTo("alice");
            assertThat(fact.contact()).isEqualTo(DESK);
        });
    }

    @Test
    void a_refresh_in_place_stores_all_that_it_says_anew() throws Exception {
        Binding before =
                commit(ALICE, register().contact(DESK).expires(60)).bindings().getFirst();

        Outcome.Accepted refreshed = commit(
                ALICE,
                register().cseq(2).contact(DESK).expires(600).path("<sip:b;lr>").userAgent("Another"));

        assertThat(commit(ALICE, register().callId("query")).bindings()).isEqualTo(refreshed.bindings());
        Binding after = refreshed.bindings().getFirst();
        assertThat(after.registered()).isEqualTo(before.registered());
        assertThat(Duration.between(after.refreshed(), after.expires())).isEqualTo(Duration.ofMinutes(10));
        assertThat(after.path()).containsExactly("<sip:b;lr>");
    }

    @Test
    void a_refresh_in_place_lists_the_other_bindings_too() throws Exception {
        commit(ALICE, register().contact(DESK).contact(SOFT));

        Outcome.Accepted refreshed = commit(ALICE, register().cseq(2).contact(SOFT));

        assertThat(refreshed.bindings())
                .extracting(binding -> binding.contact().text())
                .containsExactly(DESK, SOFT);
    }

    @Test
    void a_refresh_out_of_order_is_refused_and_leaves_the_binding() throws Exception {
        commit(ALICE, register().cseq(5).contact(DESK).expires(600));

        Verdict verdict =
                verdict(committer, ALICE, register().cseq(4).contact(DESK).expires(60));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Committed.class,
                        committed -> assertThat(committed.outcome()).isInstanceOf(Outcome.Rejected.class));
        assertThat(schema.texts("SELECT cseq FROM location.binding")).containsExactly("5");
    }

    @Test
    void unregistering_removes_the_row_and_is_a_fact() throws Exception {
        commit(ALICE, register().contact(DESK));

        commit(ALICE, register().cseq(2).contact(DESK).expires(0));

        assertThat(schema.asProxy("SELECT contact FROM location.v1_binding")).isEmpty();
        assertThat(schema.facts()).last().isInstanceOf(BindingRemoved.class);
    }

    @Test
    void an_expired_binding_is_invisible_at_once_and_told_when_it_is_swept() throws Exception {
        commit(ALICE, register().contact(DESK));
        schema.execute("UPDATE location.binding SET expires_at = now() - interval '1 second'");

        assertThat(schema.asProxy("SELECT contact FROM location.v1_binding")).isEmpty();
        verdict(committer, new BindingCommand.Expire(ALICE));

        assertThat(schema.facts()).last().isInstanceOf(BindingExpired.class);
        assertThat(schema.texts("SELECT aor FROM location.binding")).isEmpty();
    }

    @Test
    void a_refresh_does_not_revive_what_has_expired() throws Exception {
        commit(ALICE, register().contact(DESK));
        schema.execute("UPDATE location.binding SET expires_at = now() - interval '1 second'");

        commit(ALICE, register().cseq(2).contact(DESK));

        assertThat(schema.facts())
                .extracting(Fact::name)
                .containsExactly("BindingAdded", "BindingExpired", "BindingAdded");
    }

    @Test
    void a_failing_row_fails_alone() throws Exception {
        List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            // PostgreSQL stores no text with a NUL in it.
            Registers request = register().contact(DESK).userAgent(i == 25 ? "NUL \0 inside" : "Phone " + i);
            verdicts.add(submit(committer, new AddressOfRecord("user" + i), request));
        }

        for (int i = 0; i < verdicts.size(); i++) {
            assertThat(await(verdicts.get(i))).isInstanceOf(i == 25 ? Verdict.Failed.class : Verdict.Committed.class);
        }
        assertThat(schema.texts("SELECT count(*) FROM location.binding")).containsExactly("49");
        assertThat(schema.facts()).hasSize(49);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void two_replicas_racing_on_one_address_of_record_lose_nothing(long seed) throws Exception {
        Random random = new Random(seed);
        List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
        int phones = 3;
        int requests = 300;
        int[] cseq = new int[phones];
        for (int i = 0; i < requests; i++) {
            int phone = random.nextInt(phones);
            Registers request = register()
                    .callId("call-" + phone)
                    .cseq(++cseq[phone])
                    .contact("sip:alice@192.0.2." + phone)
                    .expires(random.nextInt(4) == 0 ? 0 : 300);
            // Each phone waits for its answer, as phones do; the phones race each other over both replicas.
            CompletableFuture<Verdict> answered =
                    submit(random.nextBoolean() ? committer : otherReplica, ALICE, request);
            verdicts.add(answered);
            if (random.nextInt(3) == 0) {
                CompletableFuture.allOf(verdicts.toArray(CompletableFuture[]::new))
                        .get(10, TimeUnit.SECONDS);
            }
        }

        for (CompletableFuture<Verdict> verdict : verdicts) {
            assertThat(await(verdict)).isInstanceOf(Verdict.Committed.class);
        }
        assertThat(liveByFacts()).isEqualTo(schema.texts("SELECT contact FROM location.binding ORDER BY contact"));
    }

    @Test
    void two_replicas_that_add_contacts_at_once_keep_the_limit() throws Exception {
        List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            BindingCommitter replica = i % 2 == 0 ? committer : otherReplica;
            verdicts.add(submit(replica, ALICE, register().callId("call-" + i).contact("sip:alice@192.0.2." + i)));
        }
        for (CompletableFuture<Verdict> verdict : verdicts) {
            await(verdict);
        }

        assertThat(schema.texts("SELECT aor FROM location.binding")).hasSize(POLICY.maxContacts());
    }

    private List<String> liveByFacts() throws SQLException {
        List<String> live = new ArrayList<>();
        for (Fact fact : schema.facts()) {
            if (fact instanceof BindingAdded added) {
                assertThat(live).doesNotContain(added.contact());
                live.add(added.contact());
            } else if (fact instanceof BindingRemoved removed) {
                assertThat(live.remove(removed.contact())).isTrue();
            }
        }
        return live.stream().sorted().toList();
    }

    private Outcome.Accepted commit(AddressOfRecord aor, Registers request) throws Exception {
        Verdict verdict = verdict(committer, aor, request);
        assertThat(verdict).isInstanceOf(Verdict.Committed.class);
        return (Outcome.Accepted) ((Verdict.Committed) verdict).outcome();
    }

    private static Verdict verdict(BindingCommitter replica, AddressOfRecord aor, Registers request) throws Exception {
        return await(submit(replica, aor, request));
    }

    private static Verdict verdict(BindingCommitter replica, BindingCommand command) throws Exception {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        replica.submit(command, verdict::complete);
        return await(verdict);
    }

    private static CompletableFuture<Verdict> submit(BindingCommitter replica, AddressOfRecord aor, Registers request) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        replica.submit(new BindingCommand.Register(aor, request.request(), POLICY), verdict::complete);
        return verdict;
    }

    private static Verdict await(CompletableFuture<Verdict> verdict) throws Exception {
        return verdict.get(10, TimeUnit.SECONDS);
    }
}
