package io.carillon.protocol.sip;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A name-addr or addr-spec with its header parameters (RFC 3261 §20.10): From, To, Contact, Route, Path and their like. */
public record NameAddress(Optional<String> displayName, SipUri uri, Parameters parameters) {
    /** {@code <uri>} and nothing else. */
    public static NameAddress of(SipUri uri) {
        return new NameAddress(Optional.empty(), uri, Parameters.NONE);
    }

    /** @throws IllegalArgumentException if the text is no address */
    public static NameAddress parse(String text) {
        try {
            return Grammar.address(text);
        } catch (BadSyntax e) {
            throw new IllegalArgumentException(e.getMessage() + ": " + text, e);
        }
    }

    public static Optional<NameAddress> tryParse(String text) {
        try {
            return Optional.of(Grammar.address(text));
        } catch (BadSyntax e) {
            return Optional.empty();
        }
    }

    /** The same for what names a person: a {@code tel:} URI may (RFC 3966; RFC 3325 §9.1). */
    public static Optional<NameAddress> tryParsePerson(String text) {
        try {
            return Optional.of(Grammar.person(text));
        } catch (BadSyntax e) {
            return Optional.empty();
        }
    }

    public Optional<String> tag() {
        return parameters.get("tag");
    }

    public NameAddress withTag(String tag) {
        return new NameAddress(displayName, uri, parameters.with("tag", tag));
    }

    public NameAddress withParameters(Parameters newParameters) {
        return new NameAddress(displayName, uri, newParameters);
    }

    /** A contact's own expiry in seconds (§10.2.1.1); a value that is no number counts as absent (§10.3 step 7). */
    public OptionalLong expires() {
        return number("expires", Grammar.MAX_SECONDS);
    }

    /** Preference in thousandths, 0 to 1000 (§20.10). */
    public OptionalInt qThousandths() {
        return parameters.get("q").map(Grammar::qValue).orElse(OptionalInt.empty());
    }

    /**
     * {@code +sip.instance} with its angle brackets, as RFC 5626 §4.1 writes it. One that would not survive being put
     * into quotes again is no URI and counts as absent.
     */
    public Optional<String> instance() {
        return parameters.get("+sip.instance").filter(urn -> Tokens.quote(urn).length() == urn.length() + 2);
    }

    /** RFC 5626 §4.2; zero is not allowed and counts as absent. */
    public OptionalLong regId() {
        OptionalLong id = number("reg-id", Integer.MAX_VALUE);
        return id.isPresent() && id.getAsLong() == 0 ? OptionalLong.empty() : id;
    }

    private OptionalLong number(String name, long max) {
        Optional<String> text = parameters.get(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        long value = Tokens.number(text.get(), max);
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(64);
        displayName.ifPresent(name -> text.append(Tokens.quote(name)).append(' '));
        text.append('<');
        uri.appendTo(text);
        text.append('>');
        parameters.appendTo(text);
        return text.toString();
    }
}
