package io.carillon.proxy.configuration;

import io.carillon.config.Problems;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.config.extensions.PlanPrompt;
import io.carillon.config.extensions.PlanPrompts;
import io.carillon.prompts.Library;
import io.carillon.prompts.Lookup;
import io.carillon.prompts.Texts;
import io.carillon.sound.SoundReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether callers will hear the prompts that a plan names, each in its language: ours, and the administrator's over them. It
 * reads files, so never on a loop.
 */
public final class PromptReview {
    private final Library library;
    private final Set<String> languages;
    private final Problems problems;

    /** @param languages of accounts; none where they are not known, which is told of less */
    public PromptReview(Library library, Set<String> languages, Problems problems) {
        this.library = library;
        this.languages = Set.copyOf(languages);
        this.problems = problems;
    }

    /** Warns of each step whose recording is not there or cannot be played. */
    public void tell(ExtensionsConf plan) {
        Set<String> spoken = new TreeSet<>(PlanPrompts.languages(plan));
        spoken.addAll(languages.isEmpty() ? Texts.languages() : languages);
        PlanPrompts.of(plan)
                .forEach(prompt -> tell(prompt, prompt.language().map(Set::of).orElse(spoken)));
    }

    private void tell(PlanPrompt prompt, Set<String> spoken) {
        Set<String> lacking = new TreeSet<>();
        for (String language : spoken) {
            switch (lookedUp(prompt.name(), language)) {
                case Lookup.Found _ -> {}
                case Lookup.Missing _ -> lacking.add(language);
                case Lookup.Unreadable(String why) -> {
                    problems.warning(prompt.at(), "the prompt " + prompt.name() + " cannot be played: " + why);
                    return;
                }
            }
        }
        if (lacking.equals(spoken)) {
            problems.warning(prompt.at(), nowhere(prompt));
        } else if (!lacking.isEmpty() && !languages.isEmpty() && !prompt.isMusic()) {
            String whom = String.join(", ", lacking);
            problems.warning(prompt.at(), "there is no prompt " + prompt.name() + " for callers in " + whom);
        }
    }

    private static String nowhere(PlanPrompt prompt) {
        return prompt.isMusic()
                ? "there is no " + prompt.name() + " among your recordings: callers hear our own tune"
                : "there is no prompt " + prompt.name()
                        + ", neither of ours nor among your recordings: nothing is heard";
    }

    private Lookup lookedUp(String name, String language) {
        Lookup found = library.open(name, language);
        if (found instanceof Lookup.Found(SoundReader reader, var _, var _)) {
            close(reader);
        }
        return found;
    }

    private static void close(SoundReader reader) {
        try {
            reader.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
