package io.carillon.protocol.sip.voicemail;

import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.SipRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What became of a call to voicemail, told in its BYE: {@code Carillon-Voicemail-Result: SUCCESS;exit=0}. Immutable.
 *
 * @param exit the key that left voicemail for an extension of the plan: {@code 0} for the operator, {@code *}, or with the
 *     option {@code d} any digit
 */
public record VoicemailResult(Status status, Optional<Character> exit) {
    /** The header's name. */
    public static final String HEADER = "Carillon-Voicemail-Result";

    private static final Pattern VALUE =
            Pattern.compile("\\s*(SUCCESS|USEREXIT|FAILED)\\s*(?:;\\s*exit\\s*=\\s*([0-9*]))?\\s*");

    /** As the dial plan's variable {@code VMSTATUS} says it. */
    public enum Status {
        SUCCESS,
        /** The caller pressed a key that leaves. */
        USEREXIT,
        FAILED
    }

    public static VoicemailResult success() {
        return new VoicemailResult(Status.SUCCESS, Optional.empty());
    }

    public static VoicemailResult failed() {
        return new VoicemailResult(Status.FAILED, Optional.empty());
    }

    public static VoicemailResult exit(char key) {
        return new VoicemailResult(Status.USEREXIT, Optional.of(key));
    }

    /** Puts it into the BYE. */
    public RequestEdit into(RequestEdit bye) {
        return bye.set(HEADER, status + exit.map(key -> ";exit=" + key).orElse(""));
    }

    /** What a BYE says; success where it says nothing that we know, as another voicemail system's does. */
    public static VoicemailResult of(SipRequest bye) {
        return bye.header(HEADER)
                .map(VALUE::matcher)
                .filter(Matcher::matches)
                .map(value -> new VoicemailResult(
                        Status.valueOf(value.group(1)),
                        Optional.ofNullable(value.group(2)).map(key -> key.charAt(0))))
                .orElse(success());
    }
}
