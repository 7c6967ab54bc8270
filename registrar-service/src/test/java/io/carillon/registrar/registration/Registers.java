package io.carillon.registrar.registration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Spells out REGISTER requests for tests. */
public final class Registers {
    public static final Source PHONE = new Source("192.0.2.10", 5062, "UDP");
    public static final BindingPolicy POLICY = new BindingPolicy(
            Duration.ofSeconds(60), Duration.ofSeconds(3600), Duration.ofSeconds(120), false, 3, Optional.empty());

    private final List<RequestedContact> contacts = new ArrayList<>();
    private final List<String> path = new ArrayList<>();
    private String callId = "call-1";
    private long cseq = 1;
    private boolean wildcard;
    private Source source = PHONE;
    private Optional<Duration> expires = Optional.empty();
    private Optional<String> userAgent = Optional.of("Test phone 1.0");

    public static Registers register() {
        return new Registers();
    }

    public Registers callId(String text) {
        callId = text;
        return this;
    }

    public Registers cseq(long number) {
        cseq = number;
        return this;
    }

    public Registers expires(int seconds) {
        expires = Optional.of(Duration.ofSeconds(seconds));
        return this;
    }

    public Registers wildcard() {
        wildcard = true;
        return this;
    }

    public Registers from(Source address) {
        source = address;
        return this;
    }

    public Registers path(String... uris) {
        path.addAll(List.of(uris));
        return this;
    }

    public Registers userAgent(String text) {
        userAgent = Optional.of(text);
        return this;
    }

    public Registers contact(String uri) {
        return add(uri, Optional.empty(), Optional.empty());
    }

    public Registers contact(String uri, int expiresSeconds) {
        return add(uri, Optional.of(Duration.ofSeconds(expiresSeconds)), Optional.empty());
    }

    public Registers flow(String uri, String instance, int regId) {
        return add(uri, Optional.empty(), Optional.of(new FlowId(instance, regId)));
    }

    private Registers add(String uri, Optional<Duration> contactExpires, Optional<FlowId> flow) {
        contacts.add(new RequestedContact(new ContactUri(uri), contactExpires, OptionalInt.empty(), flow));
        return this;
    }

    public RegisterRequest request() {
        return new RegisterRequest(callId, cseq, wildcard, contacts, expires, path, userAgent, source);
    }
}
