package io.carillon.registrar.location;

import io.carillon.facts.RegistrationFact.Removal;
import io.carillon.registrar.registration.AddressOfRecord;
import io.carillon.registrar.registration.Binding;
import io.carillon.registrar.registration.BindingPolicy;
import io.carillon.registrar.registration.ContactUri;
import io.carillon.registrar.registration.Outcome;
import io.carillon.registrar.registration.PlainRefresh;
import io.carillon.registrar.registration.RegisterRequest;
import io.carillon.registrar.registration.Registration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One thing to do to the bindings of one address-of-record. */
public sealed interface BindingCommand {

    AddressOfRecord aor();

    /** What it makes of the stored bindings. */
    Outcome on(List<Binding> bindings, Instant now);

    /** What may be done in place, without reading first. */
    default Optional<PlainRefresh> plainRefresh() {
        return Optional.empty();
    }

    /** An authenticated REGISTER. */
    record Register(AddressOfRecord aor, RegisterRequest request, BindingPolicy policy) implements BindingCommand {
        @Override
        public Outcome on(List<Binding> bindings, Instant now) {
            return Registration.on(bindings, request, policy, now);
        }

        @Override
        public Optional<PlainRefresh> plainRefresh() {
            return Registration.plainRefresh(request, policy);
        }
    }

    /** The sweep found something that has run out. */
    record Expire(AddressOfRecord aor) implements BindingCommand {
        @Override
        public Outcome on(List<Binding> bindings, Instant now) {
            return Registration.expire(bindings, now);
        }
    }

    /**
     * Bindings are taken away from outside SIP.
     *
     * @param contact empty: all of them
     */
    record Remove(AddressOfRecord aor, Optional<ContactUri> contact, Removal reason) implements BindingCommand {
        @Override
        public Outcome on(List<Binding> bindings, Instant now) {
            return Registration.remove(bindings, contact, reason, now);
        }
    }
}
