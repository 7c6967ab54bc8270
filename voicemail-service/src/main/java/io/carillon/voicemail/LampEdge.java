package io.carillon.voicemail;

import io.carillon.facts.FactJson;
import io.carillon.facts.RegistrationFact.BindingAdded;
import io.carillon.voicemail.message.MailboxChanged;
import io.carillon.voicemail.waiting.Lamps;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.interceptor.Interceptor;
import java.util.function.Consumer;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Why lamps are told: a mailbox has changed, a phone has registered (Kafka; of all replicas one hears of each), this
 * process has started. Any thread.
 */
@ApplicationScoped
class LampEdge {
    private final VoicemailMain main;

    LampEdge(VoicemailMain main) {
        this.main = main;
    }

    /** Once SIP is listened to. */
    void started(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
        tell(Lamps::tellAll);
    }

    void changed(@ObservesAsync MailboxChanged event) {
        tell(lamps -> lamps.changed(event.box()));
    }

    @Incoming("registrations")
    void told(String event) {
        FactJson.decode(event)
                .filter(BindingAdded.class::isInstance)
                .map(BindingAdded.class::cast)
                .ifPresent(binding -> tell(lamps -> lamps.registered(binding)));
    }

    /** Before SIP is listened to nothing is missed: all are told then. */
    private void tell(Consumer<Lamps> what) {
        main.running().map(VoicemailMain.Running::lamps).ifPresent(what);
    }
}
