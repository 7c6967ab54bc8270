package io.carillon.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FactJsonTest {
    @Test
    void what_is_encoded_is_decoded() {
        Fact fact = new RegistrationFact.BindingAdded(
                FactId.at(Instant.EPOCH),
                Instant.parse("2025-01-01T00:00:00.5Z"),
                "user1",
                "user1",
                "sip:user1@192.0.2.1",
                Optional.of(Instant.parse("2025-01-01T01:00:00Z")),
                "192.0.2.1:5060",
                "UDP",
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.of("baresip"),
                "abc@192.0.2.1");
        String json = FactJson.encode(fact);
        assertThat(FactJson.decode(json)).contains(fact);
    }
}
