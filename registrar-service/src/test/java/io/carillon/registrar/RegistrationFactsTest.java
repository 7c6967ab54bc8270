package io.carillon.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.facts.Fact;
import io.carillon.facts.FactJson;
import io.carillon.facts.RegistrationFact.AuthenticationFailed;
import io.carillon.facts.RegistrationFact.BindingAdded;
import io.carillon.facts.RegistrationFact.BindingExpired;
import io.carillon.facts.RegistrationFact.BindingRemoved;
import io.carillon.testkit.Watch;
import io.carillon.testkit.parts.TestBroker;
import io.carillon.testkit.parts.TestListener;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What Kafka is told of registrations. */
@QuarkusTest
class RegistrationFactsTest extends RegistrarFixture {
    private static final Duration TWO_SWEEPS = Duration.ofSeconds(25);

    @Test
    void added_removed_and_expired_bindings_and_refused_credentials_reach_kafka() throws Exception {
        String user = "facts" + System.nanoTime();
        create(user, "\"secret\":\"wonderland\"");
        try (ProxyClient phone = phone(user, "wonderland");
                ProxyClient thief = phone(user, "guess");
                TestListener listener = TestListener.to(TestBroker.shared(), "carillon.registrations")) {
            assertThat(phone.exchange(phone.register("<sip:a@192.0.2.1>", "<sip:b@192.0.2.1>"))
                            .status())
                    .isEqualTo(200);
            phone.exchange(phone.register("<sip:a@192.0.2.1>").set("Expires", "0"));
            sql("UPDATE location.binding SET expires_at = now() - interval '1 second' WHERE aor = '" + user + "'");
            awaitNextSecond();
            thief.exchange(thief.register(CONTACT));
            thief.exchange(thief.register(CONTACT));

            List<Fact> facts = factsOf(
                    user,
                    listener,
                    known -> told(known, BindingExpired.class) && told(known, AuthenticationFailed.class));

            assertThat(facts)
                    .hasOnlyElementsOfTypes(
                            BindingAdded.class, BindingRemoved.class, BindingExpired.class, AuthenticationFailed.class);
            assertThat(facts).filteredOn(BindingAdded.class::isInstance).hasSize(2);
            assertThat(facts).filteredOn(BindingRemoved.class::isInstance).hasSize(1);
            assertThat(facts).filteredOn(AuthenticationFailed.class::isInstance).hasSizeBetween(1, 2);
        }
    }

    /** Only so many failures a second are told, and other tests may have had them. */
    private static void awaitNextSecond() {
        long second = Instant.now().getEpochSecond();
        Watch.until(
                "the next second",
                Duration.ofSeconds(2),
                () -> Instant.now().getEpochSecond() > second,
                () -> "it is still " + second);
    }

    private static boolean told(List<Fact> known, Class<? extends Fact> kind) {
        return known.stream().anyMatch(kind::isInstance);
    }

    private static List<Fact> factsOf(String aor, TestListener listener, Predicate<List<Fact>> enough) {
        return facts(aor, listener.until(records -> enough.test(facts(aor, records)), TWO_SWEEPS));
    }

    private static List<Fact> facts(String aor, List<ConsumerRecord<String, String>> records) {
        return records.stream()
                .filter(record -> record.key().equals(aor))
                .flatMap(record -> FactJson.decode(record.value()).stream())
                .toList();
    }
}
