package io.carillon.voicemail.mailbox;

import io.carillon.config.voicemail.VoicemailConf;
import io.carillon.config.voicemail.VoicemailSettings;
import io.carillon.facts.revision.ConfigurationRevisions;
import io.carillon.facts.revision.Followed;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The mailboxes of the revision of voicemail.conf in force, whichever replica committed it: how they behave, from memory; their
 * PINs, from PostgreSQL. Any thread that may block.
 */
@ApplicationScoped
public class MailboxDirectory {
    /** A caller who mistyped waits for so long rather than be refused. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Followed<Configured> file;
    private final PinAttempts attempts;

    /** What a mailbox's line says, and how it behaves. */
    public record Entry(io.carillon.config.voicemail.Mailbox line, VoicemailSettings settings) {}

    private record Configured(Map<Mailbox.Key, Entry> boxes) {
        static Configured of(VoicemailConf conf) {
            return new Configured(conf.mailboxes().stream()
                    .map(line -> new Entry(line, conf.settings(line)))
                    .collect(Collectors.toMap(Configured::key, Function.identity())));
        }

        private static Mailbox.Key key(Entry entry) {
            return new Mailbox.Key(entry.line().context(), entry.line().number());
        }
    }

    @Inject
    MailboxDirectory(ConfigurationRevisions revisions, PinAttempts attempts) {
        this.attempts = attempts;
        file = new Followed<>(
                revisions,
                VoicemailConf.FILE,
                sources -> VoicemailConf.read(sources).map(Configured::of));
    }

    /** Begins to follow the file; there are no mailboxes before. */
    public void follow() {
        file.follow(configured -> {});
    }

    void stop(@Observes ShutdownEvent event) {
        file.close();
    }

    /** Empty where there is no such mailbox. */
    public Optional<Entry> find(Mailbox.Key box) {
        return file.current().map(Followed.InForce::value).flatMap(configured -> found(configured, box));
    }

    private static Optional<Entry> found(Configured configured, Mailbox.Key box) {
        @Nullable Entry entry = configured.boxes().get(box);
        return Optional.ofNullable(entry);
    }

    /** How the mailbox behaves; empty where there is no such mailbox. */
    public Optional<MailboxSettings> settings(Mailbox.Key box) {
        return find(box).map(entry -> MailboxSettings.of(entry.settings()));
    }

    /** Without one, nobody can listen by telephone who is not let straight in. */
    public boolean hasPin(Mailbox.Key box) {
        return box(box, Mailbox::hasPin);
    }

    /**
     * Tries a PIN by telephone: after wrong ones it takes longer, or is refused unseen.
     *
     * @param account whose phone it is keyed in at, if it is one of ours
     */
    public boolean opens(Mailbox.Key box, String pin, Optional<String> account) {
        PinAttempts.Outcome first = attempts.check(box, pin, account);
        if (first instanceof PinAttempts.Outcome.Later(Duration wait) && wait.compareTo(PATIENCE) <= 0) {
            LockSupport.parkNanos(wait.toNanos());
            first = attempts.check(box, pin, account);
        }
        return first instanceof PinAttempts.Outcome.Right;
    }

    /** Whether its owner may choose the PIN. */
    public boolean takesPin(Mailbox.Key box) {
        return box(box, Mailbox::pinChangeable);
    }

    /** The owner's own PIN from now on. */
    public void choosePin(Mailbox.Key box, String pin) {
        QuarkusTransaction.requiringNew().run(() -> Mailbox.configured(box).ifPresent(entity -> entity.choosePin(pin)));
    }

    private static boolean box(Mailbox.Key box, Function<Mailbox, Boolean> question) {
        return QuarkusTransaction.requiringNew()
                .call(() -> Mailbox.configured(box).map(question).orElse(false));
    }
}
