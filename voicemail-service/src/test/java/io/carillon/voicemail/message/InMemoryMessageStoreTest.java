package io.carillon.voicemail.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.voicemail.mailbox.Mailbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InMemoryMessageStoreTest extends MessageStoreContract {
    private Instant now = Instant.parse("2026-01-05T10:00:00Z");
    private final List<Mailbox.Key> changed = new ArrayList<>();
    private final InMemoryMessageStore store =
            new InMemoryMessageStore(() -> now, Map.of(ANNE, 2, BERT, 2), changed::add);

    @Override
    MessageStore store() {
        return store;
    }

    @Override
    Chunks chunks() {
        return store;
    }

    @Override
    void abandon(Recording recording) {
        now = now.plus(MessageStore.LEASE).plusSeconds(1);
        store.sweep();
    }

    @Override
    List<String> facts(MessageId message) {
        return store.facts(message);
    }

    @Test
    void whoever_watches_hears_of_a_change() {
        leave(ANNE, 1);

        assertThat(changed).containsExactly(ANNE);
    }
}
