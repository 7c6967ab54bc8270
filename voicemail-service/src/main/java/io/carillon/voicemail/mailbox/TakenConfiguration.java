package io.carillon.voicemail.mailbox;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Map;

/** What was last taken over of a file, so that the same is not taken over again. */
@Entity
@Table(schema = "voicemail", name = "configuration_taken")
class TakenConfiguration extends PanacheEntityBase {
    @Id
    String file = "";

    String digest = "";

    protected TakenConfiguration() {}

    TakenConfiguration(String file, Map<String, String> texts) {
        this.file = file;
        take(texts);
    }

    boolean is(Map<String, String> texts) {
        return new SlowHash(digest).matches(whole(texts));
    }

    final void take(Map<String, String> texts) {
        digest = SlowHash.of(whole(texts)).text();
    }

    private static String whole(Map<String, String> texts) {
        StringBuilder whole = new StringBuilder();
        texts.forEach(
                (path, text) -> whole.append(path).append('\0').append(text).append('\0'));
        return whole.toString();
    }
}
