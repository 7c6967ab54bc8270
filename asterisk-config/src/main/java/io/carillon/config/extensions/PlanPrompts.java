package io.carillon.config.extensions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The recordings that a plan names in its text, and the languages that it sets. What a variable will hold is not known yet.
 * Numbers and dates (the Say applications) are said with prompts that are always there, but for those that a format names.
 */
public final class PlanPrompts {
    private static final Pattern LANGUAGE =
            Pattern.compile("(?i)(?:CHANNEL\\(\\s*language\\s*\\)|LANGUAGE\\(\\))\\s*=\\s*([A-Za-z_-]+)");
    private static final Pattern MUSIC_CLASS =
            Pattern.compile("(?i)(?:CHANNEL\\(\\s*musicclass\\s*\\)|MUSICCLASS\\(\\))\\s*=\\s*([\\w.-]+)");
    private static final Pattern OPTION = Pattern.compile("(\\S)(?:\\(([^()]*)\\))?");
    private static final int LANGUAGE_OF_BACKGROUND = 2;
    private static final int OPTIONS_OF_DIAL = 2;
    private static final int FORMAT_OF_TIME = 2;
    private static final Pattern QUOTED = Pattern.compile("'([^']+)'");

    /** Without a class of that name callers hear our own tune, and that is what the name says. */
    private static final String DEFAULT_MUSIC = "default";

    private PlanPrompts() {}

    /** In the order of the file. */
    public static List<PlanPrompt> of(ExtensionsConf plan) {
        return steps(plan).flatMap(step -> named(step).stream()).distinct().toList();
    }

    /** The languages that the plan gives to callers. */
    public static Set<String> languages(ExtensionsConf plan) {
        Set<String> languages = new TreeSet<>();
        steps(plan).filter(PlanPrompts::sets).forEach(step -> {
            Matcher set = LANGUAGE.matcher(step.arguments());
            while (set.find()) {
                languages.add(set.group(1));
            }
        });
        return languages;
    }

    private static Stream<Priority> steps(ExtensionsConf plan) {
        return plan.contexts().stream()
                .flatMap(context -> context.extensions().stream())
                .flatMap(extension -> extension.priorities().stream())
                .flatMap(step -> step.withInner().stream());
    }

    private static List<PlanPrompt> named(Priority step) {
        WrittenArguments arguments = WrittenArguments.of(step.arguments());
        return switch (step.application().toLowerCase(Locale.ROOT)) {
            case "playback" -> prompts(arguments.at(0), Optional.empty(), step);
            case "background" -> prompts(arguments.at(0), arguments.literal(LANGUAGE_OF_BACKGROUND), step);
            case "read" -> prompts(arguments.at(1), Optional.empty(), step);
            case "musiconhold", "startmusiconhold", "setmusiconhold" -> music(arguments.literal(0), step);
            case "waitexten" -> options(arguments.literal(1), step);
            case "dial" -> options(arguments.literal(OPTIONS_OF_DIAL), step);
            case "sayunixtime" -> quoted(arguments.at(FORMAT_OF_TIME), step);
            case "set", "mset" -> music(musicSet(step), step);
            default -> List.of();
        };
    }

    private static Optional<String> musicSet(Priority step) {
        Matcher set = MUSIC_CLASS.matcher(step.arguments());
        return set.find() ? Optional.of(set.group(1)) : Optional.empty();
    }

    private static boolean sets(Priority step) {
        return step.application().equalsIgnoreCase("set") || step.application().equalsIgnoreCase("mset");
    }

    /** {@code one&two&${computed}}. */
    private static List<PlanPrompt> prompts(Optional<String> text, Optional<String> language, Priority step) {
        return text.stream()
                .flatMap(names -> Stream.of(names.split("&")))
                .map(PlanPrompts::unquoted)
                .filter(name -> !name.isEmpty() && !name.contains("$"))
                .map(name -> new PlanPrompt(name, language, step.at()))
                .toList();
    }

    /** {@code 'vm-received' q 'digits/at' HM}. */
    private static List<PlanPrompt> quoted(Optional<String> format, Priority step) {
        return QUOTED.matcher(format.orElse(""))
                .results()
                .map(name -> name.group(1))
                .filter(name -> !name.contains("$"))
                .map(name -> new PlanPrompt(name, Optional.empty(), step.at()))
                .toList();
    }

    private static List<PlanPrompt> music(Optional<String> name, Priority step) {
        return name
                .map(PlanPrompts::unquoted)
                .filter(named -> !named.equals(DEFAULT_MUSIC))
                .map(named -> PlanPrompt.music(named, step.at()))
                .stream()
                .toList();
    }

    /** {@code m(class)}, and what Dial says to who is called: {@code A(prompt)}. */
    private static List<PlanPrompt> options(Optional<String> text, Priority step) {
        List<PlanPrompt> named = new ArrayList<>();
        Matcher option = OPTION.matcher(text.orElse(""));
        while (option.find()) {
            Optional<String> value = Optional.ofNullable(option.group(2)).filter(name -> !name.isBlank());
            switch (option.group(1)) {
                case "m" -> named.addAll(music(value, step));
                case "A" -> named.addAll(prompts(value, Optional.empty(), step));
                default -> {}
            }
        }
        return named;
    }

    private static String unquoted(String name) {
        return name.replace("\"", "").strip();
    }
}
