package io.carillon.config.extensions;

import io.carillon.config.Problems;
import java.util.stream.Stream;

/**
 * What {@code Dial} can be told and will not do here: to call by another protocol, and some options. What a variable will hold
 * is not known yet.
 */
final class DialReview {
    private static final String WITH_EFFECT = "rmtTghHLSAD";
    private static final int OPTIONS = 2;
    private static final String SIP = "SIP/";

    private DialReview() {}

    static void tell(Priority step, Problems problems) {
        if (!step.application().equalsIgnoreCase("Dial")) {
            return;
        }
        WrittenArguments arguments = WrittenArguments.of(step.arguments());
        arguments.at(0).stream()
                .flatMap(targets -> Stream.of(targets.split("&")))
                .map(String::strip)
                .filter(DialReview::isOfAnotherProtocol)
                .forEach(target -> problems.warning(
                        step.at(), shown(target) + " will not be called: Carillon calls SIP/account only"));
        arguments
                .literal(OPTIONS)
                .map(options -> options.replaceAll("\\([^()]*\\)|[\\s" + WITH_EFFECT + "]", ""))
                .filter(letters -> !letters.isEmpty())
                .ifPresent(letters -> problems.warning(
                        step.at(), "these options of Dial have no effect in Carillon yet: " + letters));
    }

    private static boolean isOfAnotherProtocol(String target) {
        return !target.isEmpty() && !target.startsWith("$") && !target.regionMatches(true, 0, SIP, 0, SIP.length());
    }

    /** Without what may be a password. */
    private static String shown(String target) {
        int slash = target.indexOf('/');
        return slash < 0 ? target : target.substring(0, slash) + "/…";
    }
}
