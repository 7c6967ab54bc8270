package io.carillon.config.extensions;

import io.carillon.config.Problems;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Options of {@code VoiceMail} and {@code VoiceMailMain} that will not do what they say. */
final class VoiceMailReview {
    private static final int OPTIONS = 1;
    private static final String LEAVING = "subdg";
    private static final String HEARING = "spag";
    private static final Pattern GAIN = Pattern.compile("g(?:\\(([^()]*)\\))?");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,3}");

    /** As media control has it: beyond, speech is noise. */
    private static final int MOST_DECIBELS = 24;

    private VoiceMailReview() {}

    static void tell(Priority step, Problems problems) {
        switch (step.application().toLowerCase(Locale.ROOT)) {
            case "voicemail" -> tell(step, LEAVING, problems);
            case "voicemailmain" -> tell(step, HEARING, problems);
            default -> {}
        }
    }

    private static void tell(Priority step, String withEffect, Problems problems) {
        WrittenArguments.of(step.arguments()).literal(OPTIONS).ifPresent(options -> {
            String others = options.replaceAll("\\([^()]*\\)|[\\s" + withEffect + "]", "");
            if (!others.isEmpty()) {
                problems.warning(
                        step.at(), "these options of %s have no effect: %s".formatted(step.application(), others));
            }
            Matcher gain = GAIN.matcher(options);
            if (gain.find()) {
                gain(
                        step,
                        gain.group(),
                        gain.group(1) == null ? "" : gain.group(1).strip(),
                        problems);
            }
        });
    }

    private static void gain(Priority step, String written, String decibels, Problems problems) {
        if (!WHOLE.matcher(decibels).matches() || Math.abs(Integer.parseInt(decibels)) > MOST_DECIBELS) {
            problems.warning(
                    step.at(),
                    "%s of %s has no effect: it takes whole decibels from -%d to %d"
                            .formatted(written, step.application(), MOST_DECIBELS, MOST_DECIBELS));
        } else if (Integer.parseInt(decibels) < 0) {
            problems.warning(
                    step.at(),
                    "%s of %s makes what is recorded quieter, not louder".formatted(written, step.application()));
        }
    }
}
