package io.carillon.registrar.registration;

import static io.carillon.registrar.registration.Registers.POLICY;
import static io.carillon.registrar.registration.Registers.register;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.facts.RegistrationFact.Removal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrationTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String DESK = "sip:alice@192.0.2.10:5062";
    private static final String SOFT = "sip:alice@192.0.2.11:5060;transport=udp";
    private static final String INSTANCE = "<urn:uuid:00000000-0000-1000-8000-000A95A0E128>";
    private static final BindingPolicy STRICT = new BindingPolicy(
            POLICY.minimum(), POLICY.maximum(), POLICY.standard(), true, POLICY.maxContacts(), Optional.empty());

    private List<Binding> bindings = List.of();
    private Instant now = NOW;

    @Test
    void a_first_contact_is_added() {
        Outcome.Accepted accepted = accept(register().contact(DESK).expires(300));

        assertThat(accepted.changes()).singleElement().isInstanceOf(Change.Added.class);
        assertThat(contacts()).containsExactly(DESK);
    }

    @Test
    void a_request_without_contact_asks_and_changes_nothing() {
        accept(register().contact(DESK).contact(SOFT));

        Outcome.Accepted accepted = accept(register().callId("other"));

        assertThat(accepted.changes()).isEmpty();
        assertThat(contacts()).containsExactly(DESK, SOFT);
    }

    @ParameterizedTest
    @CsvSource({"'',  '',    120", "'', 300, 300", "200, 300, 200", "10, '', 60", "7200, '', 3600", "'', 10, 60"})
    void a_contacts_own_expiry_wins_over_the_header_and_the_header_over_the_default_and_all_are_clamped(
            String ofContact, String ofHeader, int granted) {
        Registers request = register();
        if (ofContact.isEmpty()) {
            request.contact(DESK);
        } else {
            request.contact(DESK, Integer.parseInt(ofContact));
        }
        if (!ofHeader.isEmpty()) {
            request.expires(Integer.parseInt(ofHeader));
        }

        accept(request);

        assertThat(bindings.getFirst().expires()).isEqualTo(NOW.plusSeconds(granted));
    }

    @Test
    void a_refresh_moves_the_end_and_is_no_new_binding() {
        accept(register().contact(DESK).expires(300));
        now = NOW.plusSeconds(100);

        Outcome.Accepted accepted = accept(register().cseq(2).contact(DESK).expires(300));

        assertThat(accepted.changes()).singleElement().isInstanceOf(Change.Refreshed.class);
        assertThat(bindings).singleElement().satisfies(binding -> {
            assertThat(binding.expires()).isEqualTo(NOW.plusSeconds(400));
            assertThat(binding.registered()).isEqualTo(NOW);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "sip:alice@192.0.2.10:5062, sip:%61lice@192.0.2.10:5062, 1",
        "sip:alice@phone.example, sip:alice@PHONE.example;ob, 1",
        "sip:alice@192.0.2.10, sip:alice@192.0.2.10:5060, 2",
        "sip:alice@192.0.2.10, sip:Alice@192.0.2.10, 2",
        "sip:alice@192.0.2.10;transport=udp, sip:alice@192.0.2.10, 2"
    })
    void contacts_are_compared_as_uris(String first, String second, int bound) {
        accept(register().contact(first));

        accept(register().cseq(2).contact(second));

        assertThat(bindings).hasSize(bound);
    }

    @Test
    void expires_zero_takes_the_contact_away_and_leaves_the_others() {
        accept(register().contact(DESK).contact(SOFT));

        Outcome.Accepted accepted = accept(register().cseq(2).contact(DESK).expires(0));

        assertThat(contacts()).containsExactly(SOFT);
        assertThat(accepted.changes())
                .singleElement()
                .isInstanceOfSatisfying(
                        Change.Removed.class,
                        removed -> assertThat(removed.reason()).isEqualTo(Removal.UNREGISTERED));
    }

    @Test
    void expires_zero_for_a_contact_that_is_not_bound_is_accepted() {
        assertThat(accept(register().contact(DESK).expires(0)).changes()).isEmpty();
    }

    @Test
    void the_wildcard_takes_all_contacts_away() {
        accept(register().contact(DESK).contact(SOFT));

        Outcome.Accepted accepted = accept(register().cseq(2).wildcard().expires(0));

        assertThat(bindings).isEmpty();
        assertThat(accepted.changes()).hasSize(2);
    }

    @Test
    void the_wildcard_without_expires_zero_is_refused() {
        accept(register().contact(DESK));

        assertThat(on(register().cseq(2).wildcard().expires(60))).isEqualTo(rejected(400));
        assertThat(on(register().cseq(2).wildcard())).isEqualTo(rejected(400));
        assertThat(contacts()).containsExactly(DESK);
    }

    @Test
    void the_wildcard_beside_a_contact_is_refused() {
        assertThat(on(register().wildcard().contact(DESK).expires(0))).isEqualTo(rejected(400));
    }

    @Test
    void a_lower_cseq_in_the_same_call_fails_the_request_whole() {
        accept(register().cseq(5).contact(DESK));

        Outcome outcome = on(register().cseq(4).contact(SOFT).contact(DESK).expires(0));

        assertThat(outcome).isEqualTo(new Outcome.Rejected(400, "CSeq Out Of Order"));
        assertThat(contacts()).containsExactly(DESK);
    }

    @Test
    void an_equal_cseq_in_the_same_call_is_a_retransmission_and_changes_nothing() {
        accept(register().cseq(5).contact(DESK).expires(300));
        now = NOW.plusSeconds(10);

        Outcome.Accepted accepted = accept(register().cseq(5).contact(DESK).expires(300));

        assertThat(accepted.changes()).isEmpty();
        assertThat(bindings.getFirst().expires()).isEqualTo(NOW.plusSeconds(300));
    }

    @Test
    void a_phone_that_was_restarted_has_a_new_call_id_and_may_begin_its_cseq_again() {
        accept(register().cseq(500).contact(DESK));

        accept(register().callId("call-2").cseq(1).contact(DESK));

        assertThat(bindings.getFirst().callId()).isEqualTo("call-2");
    }

    @Test
    void the_wildcard_out_of_order_is_refused() {
        accept(register().cseq(5).contact(DESK));

        assertThat(on(register().cseq(4).wildcard().expires(0))).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void one_contact_too_many_replaces_the_one_refreshed_longest_ago() {
        accept(register().callId("a").contact("sip:a@192.0.2.1"));
        now = NOW.plusSeconds(1);
        accept(register().callId("b").contact("sip:b@192.0.2.1"));
        accept(register().callId("c").contact("sip:c@192.0.2.1"));
        now = NOW.plusSeconds(2);
        accept(register().callId("a").cseq(2).contact("sip:a@192.0.2.1"));

        Outcome.Accepted accepted = accept(register().callId("d").contact("sip:d@192.0.2.1"));

        assertThat(contacts()).containsExactlyInAnyOrder("sip:a@192.0.2.1", "sip:c@192.0.2.1", "sip:d@192.0.2.1");
        assertThat(accepted.changes())
                .last()
                .isInstanceOfSatisfying(
                        Change.Removed.class,
                        removed -> assertThat(removed.reason()).isEqualTo(Removal.REPLACED));
    }

    @Test
    void more_contacts_in_one_request_than_the_account_may_have_are_refused() {
        Registers request = register();
        for (int i = 0; i <= POLICY.maxContacts(); i++) {
            request.contact("sip:alice@192.0.2." + i);
        }

        assertThat(on(request)).isEqualTo(rejected(403));
    }

    @Test
    void contacts_taken_away_by_a_request_do_not_count_against_the_account() {
        accept(register().contact("sip:a@192.0.2.1").contact("sip:b@192.0.2.1").contact("sip:c@192.0.2.1"));

        accept(register()
                .cseq(2)
                .contact("sip:a@192.0.2.1", 0)
                .contact("sip:b@192.0.2.1", 0)
                .contact("sip:d@192.0.2.1")
                .contact("sip:e@192.0.2.1"));

        assertThat(contacts()).containsExactlyInAnyOrder("sip:c@192.0.2.1", "sip:d@192.0.2.1", "sip:e@192.0.2.1");
    }

    @Test
    void a_contact_named_twice_is_bound_once() {
        accept(register().contact(DESK, 300).contact(DESK, 600));

        assertThat(bindings)
                .singleElement()
                .satisfies(binding -> assertThat(binding.expires()).isEqualTo(NOW.plusSeconds(300)));
    }

    @Test
    void the_same_flow_with_another_contact_replaces_its_binding() {
        accept(register().flow(DESK, INSTANCE, 1));

        Outcome.Accepted accepted = accept(register().callId("other").flow(SOFT, INSTANCE, 1));

        assertThat(contacts()).containsExactly(SOFT);
        assertThat(accepted.changes())
                .extracting(change -> change.getClass().getSimpleName())
                .containsExactly("Removed", "Added");
    }

    @Test
    void two_flows_of_one_phone_are_two_bindings_even_with_one_contact() {
        accept(register().flow(DESK, INSTANCE, 1));

        accept(register().cseq(2).flow(DESK, INSTANCE, 2));

        assertThat(contacts()).containsExactly(DESK, DESK);
    }

    @Test
    void a_contact_that_becomes_a_flow_keeps_its_binding() {
        accept(register().contact(DESK));

        accept(register().cseq(2).flow(DESK, INSTANCE, 1));

        assertThat(bindings)
                .singleElement()
                .satisfies(binding -> assertThat(binding.flow()).contains(new FlowId(INSTANCE, 1)));
    }

    @Test
    void what_has_run_out_is_told_as_expired_and_bound_anew() {
        accept(register().contact(DESK).expires(60));
        now = NOW.plusSeconds(60);

        Outcome.Accepted accepted = accept(register().cseq(2).contact(DESK).expires(60));

        assertThat(accepted.changes())
                .extracting(change -> change.getClass().getSimpleName())
                .containsExactly("Expired", "Added");
        assertThat(bindings.getFirst().registered()).isEqualTo(now);
    }

    @Test
    void a_binding_ends_at_the_moment_it_was_granted_for_and_not_before() {
        accept(register().contact(DESK).expires(60));

        assertThat(Registration.expire(bindings, NOW.plusSeconds(60).minusMillis(1))
                        .changes())
                .isEmpty();
        assertThat(Registration.expire(bindings, NOW.plusSeconds(60)).changes())
                .singleElement()
                .isInstanceOf(Change.Expired.class);
    }

    @Test
    void a_brief_interval_is_refused_where_that_is_asked_for() {
        assertThat(Registration.on(
                        bindings, register().contact(DESK).expires(59).request(), STRICT, now))
                .isEqualTo(new Outcome.IntervalTooBrief(Duration.ofSeconds(60)));
    }

    @Test
    void expires_zero_is_never_too_brief() {
        assertThat(Registration.on(bindings, register().contact(DESK).expires(0).request(), STRICT, now))
                .isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void an_account_with_an_address_registers_from_there_alone() {
        BindingPolicy policy = new BindingPolicy(
                POLICY.minimum(), POLICY.maximum(), POLICY.standard(), false, 1, Optional.of("192.0.2.10"));
        RegisterRequest stranger = register()
                .contact(DESK)
                .from(new Source("192.0.2.99", 5062, "UDP"))
                .request();

        assertThat(Registration.on(bindings, stranger, policy, now))
                .isEqualTo(new Outcome.Rejected(403, "Registers From Another Address"));
        assertThat(Registration.on(bindings, register().contact(DESK).request(), policy, now))
                .isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void path_source_and_user_agent_are_those_of_the_last_request() {
        accept(register().contact(DESK).path("<sip:edge-1.example;lr>"));

        accept(register()
                .cseq(2)
                .contact(DESK)
                .path("<sip:edge-2.example;lr>")
                .userAgent("Test phone 2.0")
                .from(new Source("198.51.100.7", 40_000, "UDP")));

        Binding binding = bindings.getFirst();
        assertThat(binding.path()).containsExactly("<sip:edge-2.example;lr>");
        assertThat(binding.userAgent()).contains("Test phone 2.0");
        assertThat(binding.source().hostPort()).isEqualTo("198.51.100.7:40000");
    }

    @Test
    void a_slot_that_was_freed_is_given_again() {
        accept(register().contact("sip:a@192.0.2.1").contact("sip:b@192.0.2.1"));
        accept(register().cseq(2).contact("sip:a@192.0.2.1", 0));

        accept(register().cseq(3).contact("sip:c@192.0.2.1"));

        assertThat(bindings).extracting(Binding::slot).containsExactly(0, 1);
    }

    @Test
    void an_administrator_takes_one_contact_away_or_all() {
        accept(register().contact(DESK).contact(SOFT));

        Outcome.Accepted one =
                Registration.remove(bindings, Optional.of(new ContactUri(SOFT)), Removal.ADMINISTRATOR, now);
        Outcome.Accepted all = Registration.remove(bindings, Optional.empty(), Removal.ADMINISTRATOR, now);

        assertThat(one.bindings())
                .extracting(binding -> binding.contact().text())
                .containsExactly(DESK);
        assertThat(all.bindings()).isEmpty();
    }

    private Outcome on(Registers request) {
        return Registration.on(bindings, request.request(), POLICY, now);
    }

    private Outcome.Accepted accept(Registers request) {
        Outcome outcome = on(request);
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        Outcome.Accepted accepted = (Outcome.Accepted) outcome;
        bindings = accepted.bindings();
        return accepted;
    }

    private List<String> contacts() {
        return bindings.stream().map(binding -> binding.contact().text()).toList();
    }

    private static Outcome.Rejected rejected(int status) {
        return new Outcome.Rejected(
                status, status == 400 ? "Contact * Stands Alone With Expires 0" : "Too Many Contacts");
    }
}
