package io.carillon.registrar.registration;

import io.carillon.facts.RegistrationFact.Removal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The bindings of one address-of-record under one REGISTER (RFC 3261 §10.3 steps 6 to 8, RFC 5626 §6, RFC 3327 §5.3).
 *
 * <p>A request is applied whole or not at all. A contact too many does not lock a phone out, as chan_sip's users expect:
 * the binding that was refreshed longest ago gives way. An equal CSeq under the same Call-ID is a retransmission and
 * changes nothing; a lower one fails the request.
 */
public final class Registration {
    private static final Comparator<Binding> LONGEST_UNREFRESHED =
            Comparator.comparing(Binding::refreshed).thenComparingInt(Binding::slot);

    private final RegisterRequest request;
    private final BindingPolicy policy;
    private final Instant now;
    private final List<Binding> bindings = new ArrayList<>();
    private final List<Binding> bound = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    private Registration(RegisterRequest request, BindingPolicy policy, Instant now) {
        this.request = request;
        this.policy = policy;
        this.now = now;
    }

    /**
     * Applies a request.
     *
     * @param bindings all that are stored for the address-of-record, expired ones among them
     */
    public static Outcome on(List<Binding> bindings, RegisterRequest request, BindingPolicy policy, Instant now) {
        Registration registration = new Registration(request, policy, now);
        registration.admit(bindings);
        return registration.refusal().orElseGet(registration::apply);
    }

    /**
     * What the request wants of the one contact it names, if nothing but that contact's own binding can speak against
     * it. Where that binding stands under the very same text and flow with a lower CSeq, {@link #on} would come to {@link
     * PlainRefresh#of}: a store may do so in place, without reading first.
     */
    public static Optional<PlainRefresh> plainRefresh(RegisterRequest request, BindingPolicy policy) {
        Registration registration = new Registration(request, policy, Instant.EPOCH);
        if (request.contacts().size() != 1 || registration.refusal().isPresent()) {
            return Optional.empty();
        }
        RequestedContact contact = request.contacts().getFirst();
        Duration wish = registration.wish(contact);
        return wish.isZero()
                ? Optional.empty()
                : Optional.of(new PlainRefresh(request, contact, registration.grant(wish)));
    }

    /** Takes away what has run out and nothing else. */
    public static Outcome.Accepted expire(List<Binding> bindings, Instant now) {
        List<Binding> living = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (Binding binding : bindings) {
            if (binding.isExpired(now)) {
                changes.add(new Change.Expired(binding));
            } else {
                living.add(binding);
            }
        }
        return new Outcome.Accepted(living, changes);
    }

    /** Takes away the binding of one contact, or all of them, whoever made them. */
    public static Outcome.Accepted remove(
            List<Binding> bindings, Optional<ContactUri> contact, Removal reason, Instant now) {
        Outcome.Accepted present = expire(bindings, now);
        List<Binding> staying = new ArrayList<>();
        List<Change> changes = new ArrayList<>(present.changes());
        for (Binding binding : present.bindings()) {
            if (contact.isEmpty() || binding.contact().names(contact.get())) {
                changes.add(new Change.Removed(binding, reason, Optional.empty()));
            } else {
                staying.add(binding);
            }
        }
        return new Outcome.Accepted(staying, changes);
    }

    private void admit(List<Binding> stored) {
        Outcome.Accepted present = expire(stored, now);
        bindings.addAll(present.bindings());
        changes.addAll(present.changes());
    }

    private Optional<Outcome> refusal() {
        if (policy.onlyFrom().isPresent()
                && !policy.onlyFrom().get().equals(request.source().address())) {
            return reject(403, "Registers From Another Address");
        }
        if (request.wildcard()
                && !(request.contacts().isEmpty() && request.expires().equals(Optional.of(Duration.ZERO)))) {
            return reject(400, "Contact * Stands Alone With Expires 0");
        }
        int wanted = 0;
        for (RequestedContact contact : request.contacts()) {
            Duration wish = wish(contact);
            if (policy.strict() && wish.isPositive() && wish.compareTo(policy.minimum()) < 0) {
                return Optional.of(new Outcome.IntervalTooBrief(policy.minimum()));
            }
            wanted += wish.isZero() ? 0 : 1;
        }
        if (wanted > policy.maxContacts()) {
            return reject(403, "Too Many Contacts");
        }
        return isOutOfOrder() ? reject(400, "CSeq Out Of Order") : Optional.empty();
    }

    private static Optional<Outcome> reject(int status, String reason) {
        return Optional.of(new Outcome.Rejected(status, reason));
    }

    private boolean isOutOfOrder() {
        if (request.wildcard()) {
            return bindings.stream().anyMatch(this::isOlderThan);
        }
        return request.contacts().stream()
                .anyMatch(contact -> find(contact).filter(this::isOlderThan).isPresent());
    }

    private boolean isOlderThan(Binding binding) {
        return binding.callId().equals(request.callId()) && request.cseq() < binding.cseq();
    }

    private Outcome apply() {
        if (request.wildcard()) {
            bindings.forEach(binding -> changes.add(removed(binding, Removal.UNREGISTERED)));
            bindings.clear();
        }
        for (RequestedContact contact : request.contacts()) {
            apply(contact);
        }
        makeRoom();
        bindings.sort(Comparator.comparingInt(Binding::slot));
        return new Outcome.Accepted(bindings, changes);
    }

    private void apply(RequestedContact contact) {
        Optional<Binding> standing = find(contact);
        Duration wish = wish(contact);
        if (standing.isEmpty()) {
            if (!wish.isZero()) {
                changes.add(new Change.Added(bind(contact, freeSlot(), now)));
            }
            return;
        }
        Binding before = standing.get();
        if (isRetransmissionTo(before)) {
            return;
        }
        bindings.remove(before);
        if (wish.isZero()) {
            changes.add(removed(before, Removal.UNREGISTERED));
            return;
        }
        if (before.contact().names(contact.uri())) {
            changes.add(new Change.Refreshed(bind(contact, before.slot(), before.registered())));
        } else {
            changes.add(removed(before, Removal.REPLACED));
            changes.add(new Change.Added(bind(contact, before.slot(), now)));
        }
    }

    private Change removed(Binding binding, Removal reason) {
        return new Change.Removed(binding, reason, Optional.of(request.callId()));
    }

    /** A contact named twice in one request finds what its first mention made, which counts as such too. */
    private boolean isRetransmissionTo(Binding binding) {
        return binding.callId().equals(request.callId()) && binding.cseq() == request.cseq();
    }

    private Binding bind(RequestedContact contact, int slot, Instant registered) {
        Binding binding = new PlainRefresh(request, contact, grant(wish(contact))).of(slot, registered, now);
        bindings.add(binding);
        bound.add(binding);
        return binding;
    }

    /** A flow finds its own binding; a contact that has become a flow takes over the one it had as a plain contact. */
    private Optional<Binding> find(RequestedContact contact) {
        Binding samePlace = null;
        for (Binding binding : bindings) {
            if (contact.flow().isPresent() && contact.flow().equals(binding.flow())) {
                return Optional.of(binding);
            }
            boolean comparable = contact.flow().isEmpty() || binding.flow().isEmpty();
            if (samePlace == null && comparable && binding.contact().names(contact.uri())) {
                samePlace = binding;
            }
        }
        return Optional.ofNullable(samePlace);
    }

    private Duration wish(RequestedContact contact) {
        return contact.expires().or(request::expires).orElse(policy.standard());
    }

    private Duration grant(Duration wish) {
        if (wish.compareTo(policy.minimum()) < 0) {
            return policy.minimum();
        }
        return wish.compareTo(policy.maximum()) > 0 ? policy.maximum() : wish;
    }

    private int freeSlot() {
        for (int slot = 0; ; slot++) {
            int candidate = slot;
            if (bindings.stream().noneMatch(binding -> binding.slot() == candidate)) {
                return slot;
            }
        }
    }

    private void makeRoom() {
        while (bindings.size() > policy.maxContacts()) {
            Binding oldest = bindings.stream()
                    .filter(binding -> !bound.contains(binding))
                    .min(LONGEST_UNREFRESHED)
                    .orElseThrow();
            bindings.remove(oldest);
            changes.add(removed(oldest, Removal.REPLACED));
        }
    }
}
