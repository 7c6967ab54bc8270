package io.carillon.prompts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Our own prompts in one language: Asterisk's name of each, and what it says. Never changes. */
public final class Texts {
    /** What callers hear who have no language, and in place of what another language lacks. */
    public static final String DEFAULT = "en";

    private static final Map<String, Texts> LANGUAGES = Map.of("en", read("en"), "fr", read("fr"));

    private final Map<String, String> texts;

    private Texts(Map<String, String> texts) {
        this.texts = Collections.unmodifiableMap(texts);
    }

    /** @param language exactly {@code en} or {@code fr} */
    public static Optional<Texts> of(String language) {
        return Optional.ofNullable(LANGUAGES.get(language));
    }

    public static Set<String> languages() {
        return LANGUAGES.keySet();
    }

    /** What a prompt says; empty for beeps, silences and names that are not ours. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    /** All that are spoken, in the order of the file. */
    public Set<String> names() {
        return texts.keySet();
    }

    private static Texts read(String language) {
        try (InputStream resource = Texts.class.getResourceAsStream(language + ".texts")) {
            if (resource == null) {
                throw new IllegalStateException("the texts of " + language + " are missing");
            }
            List<String> lines = new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
            Map<String, String> texts = new LinkedHashMap<>();
            for (String line : lines) {
                String[] sides = line.split(" = ", 2);
                if (sides.length < 2 || texts.put(sides[0], sides[1]) != null) {
                    throw new IllegalStateException(language + ".texts: " + line);
                }
            }
            return new Texts(texts);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
