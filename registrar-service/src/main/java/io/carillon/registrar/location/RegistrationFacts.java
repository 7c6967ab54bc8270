package io.carillon.registrar.location;

import io.carillon.facts.FactId;
import io.carillon.facts.RegistrationFact;
import io.carillon.registrar.registration.AddressOfRecord;
import io.carillon.registrar.registration.Binding;
import io.carillon.registrar.registration.Change;
import io.carillon.registrar.registration.FlowId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** The facts that changes of bindings are. */
final class RegistrationFacts {

    private RegistrationFacts() {}

    /** A refresh is no fact. */
    static Optional<RegistrationFact> of(AddressOfRecord aor, Change change, Instant now) {
        return switch (change) {
            case Change.Added(Binding binding) -> Optional.of(added(aor, binding, now));
            case Change.Refreshed _ -> Optional.empty();
            case Change.Removed(Binding binding, RegistrationFact.Removal reason, Optional<String> callId) ->
                Optional.of(new RegistrationFact.BindingRemoved(
                        FactId.at(now),
                        now,
                        aor.account(),
                        aor.account(),
                        binding.contact().text(),
                        reason,
                        callId));
            case Change.Expired(Binding binding) ->
                Optional.of(new RegistrationFact.BindingExpired(
                        FactId.at(now),
                        now,
                        aor.account(),
                        aor.account(),
                        binding.contact().text(),
                        binding.expires()));
        };
    }

    private static RegistrationFact added(AddressOfRecord aor, Binding binding, Instant now) {
        return new RegistrationFact.BindingAdded(
                FactId.at(now),
                now,
                aor.account(),
                aor.account(),
                binding.contact().text(),
                Optional.of(binding.expires()),
                binding.source().hostPort(),
                binding.source().transport(),
                binding.path().reversed(),
                binding.flow().map(FlowId::instance),
                binding.flow().map(flow -> OptionalInt.of(flow.regId())).orElse(OptionalInt.empty()),
                binding.userAgent(),
                binding.callId());
    }
}
