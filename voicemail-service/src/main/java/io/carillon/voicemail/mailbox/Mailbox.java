package io.carillon.voicemail.mailbox;

import io.carillon.config.Located;
import io.carillon.config.Secret;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox, as voicemail.conf describes it and as its owner changed it. A row of {@code voicemail.mailbox}; belongs to
 * the transaction that read it.
 */
@Entity
@Table(schema = "voicemail", name = "mailbox")
@IdClass(Mailbox.Key.class)
public class Mailbox extends PanacheEntityBase {
    /** What names a mailbox: {@code number@context}. */
    public record Key(String context, String number) {}

    @Id
    String context = "";

    @Id
    String number = "";

    @Nullable
    String name;

    @Nullable
    String email;

    @Nullable
    String pager;

    @Nullable
    String pin;

    @Column(name = "file_pin")
    @Nullable
    String filePin;

    @Column(name = "pin_changeable")
    boolean pinChangeable;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> options = Map.of();

    boolean configured;

    /** For Hibernate. */
    protected Mailbox() {}

    Mailbox(Key key) {
        this.context = key.context();
        this.number = key.number();
    }

    /** Returns mailboxes of the file in force, by context and number: those behind this one. */
    public static List<Mailbox> configuredAfter(Key key, int most) {
        return Mailbox.<Mailbox>find(
                        "configured = true and (context > ?1 or context = ?1 and number > ?2) order by context, number",
                        key.context(),
                        key.number())
                .page(0, most)
                .list();
    }

    /** Returns a mailbox of the file in force. */
    public static Optional<Mailbox> configured(Key key) {
        return Mailbox.<Mailbox>findByIdOptional(key).filter(box -> box.configured);
    }

    /** Takes over what the file says. The PIN stays as its owner chose it unless the file's is another than before. */
    void take(io.carillon.config.voicemail.Mailbox file) {
        name = file.name().orElse(null);
        email = file.email().orElse(null);
        pager = file.pager().orElse(null);
        pinChangeable = file.pinChangeable();
        options = file.options().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, option -> text(option.getValue())));
        configured = true;
        takePin(file.pin().map(Secret::reveal));
    }

    private void takePin(Optional<String> wanted) {
        Optional<SlowHash> before = Optional.ofNullable(filePin).map(SlowHash::new);
        boolean same = wanted.isPresent()
                ? before.filter(hash -> hash.matches(wanted.get())).isPresent()
                : before.isEmpty();
        if (!same) {
            filePin = wanted.map(secret -> SlowHash.of(secret).text()).orElse(null);
            pin = filePin;
        }
    }

    private static String text(Located<String> option) {
        return option.value();
    }

    /** The file no longer has it. */
    void leave() {
        configured = false;
    }

    /** Tells whether the digits are the mailbox's PIN; never, if it has none. Takes tens of milliseconds of CPU. */
    public boolean isPin(String digits) {
        return pin != null && new SlowHash(pin).matches(digits);
    }

    /** Gives the mailbox another PIN, chosen by its owner. */
    public void choosePin(String digits) {
        pin = SlowHash.of(digits).text();
    }

    public Key key() {
        return new Key(context, number);
    }

    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    public Optional<String> email() {
        return Optional.ofNullable(email);
    }

    public Optional<String> pager() {
        return Optional.ofNullable(pager);
    }

    public boolean hasPin() {
        return pin != null;
    }

    public boolean pinChangeable() {
        return pinChangeable;
    }

    public Map<String, String> options() {
        return Map.copyOf(options);
    }
}
