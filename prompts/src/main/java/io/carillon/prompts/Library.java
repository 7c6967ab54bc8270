package io.carillon.prompts;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the sound of a prompt, named as in Background(…), in a language as in {@code language=fr_CA}. In this order:
 *
 * <ol>
 *   <li>the administrator's directory: {@code fr_CA/NAME}, {@code fr/NAME}, {@code NAME}, each as .wav, .ulaw, .alaw, .gsm, .sln
 *   <li>ours: {@code fr}
 *   <li>the default language: the directory's {@code en/NAME}, ours
 * </ol>
 *
 * An absolute path is looked up below the directory and nowhere else: {@code /var/msg/standard} is
 * {@code DIRECTORY/var/msg/standard.wav}. Any thread; it reads files, so never on a loop. What fails is a value.
 */
public final class Library {
    private static final int LONGEST_NAME = 255;
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}([_-][A-Za-z0-9]{1,8}){0,3}");

    private final Optional<Recordings> recordings;

    private Library(Optional<Recordings> recordings) {
        this.recordings = recordings;
    }

    /** Our prompts alone. */
    public static Library builtIn() {
        return new Library(Optional.empty());
    }

    /** Our prompts with an administrator's over them. The directory may be missing, or come later. */
    public static Library with(Path directory) {
        return new Library(Optional.of(new Recordings(directory)));
    }

    public Lookup open(String name, String language) {
        Optional<String> wrong = wrong(name);
        if (wrong.isPresent()) {
            return new Lookup.Unreadable("'" + printable(name) + "' " + wrong.get());
        }
        boolean absolute = name.startsWith("/");
        String relative = name.replaceAll("^/+", "");
        try {
            return find(relative, absolute, narrowing(language)).orElse(new Lookup.Missing());
        } catch (InvalidPathException impossible) {
            return new Lookup.Unreadable("'" + printable(name) + "' is no name of a file: " + impossible.getReason());
        }
    }

    /**
     * The administrator's recordings in one directory, as {@link #open} names them, in the order of their names; none where there
     * is no such directory. Whoever has more than {@link Recordings#MOST} has the first of them.
     *
     * @throws IOException if the directory cannot be read
     */
    public List<String> recordingsIn(String name) throws IOException {
        return recordings.isEmpty() || wrong(name).isPresent()
                ? List.of()
                : recordings.get().in(name.replaceAll("^/+", ""));
    }

    private Optional<Lookup> find(String name, boolean absolute, List<String> languages) {
        List<String> paths = new ArrayList<>();
        languages.forEach(language -> paths.add(language + "/" + name));
        paths.add(name);
        Optional<Lookup> found = recorded(paths);
        if (!absolute) {
            found = found.or(() -> builtIn(name, languages));
        }
        found = found.or(() -> recorded(List.of(Texts.DEFAULT + "/" + name)));
        return absolute ? found : found.or(() -> builtIn(name, List.of(Texts.DEFAULT)));
    }

    private Optional<Lookup> recorded(List<String> paths) {
        return recordings.flatMap(directory ->
                paths.stream().flatMap(path -> directory.open(path).stream()).findFirst());
    }

    private static Optional<Lookup> builtIn(String name, List<String> languages) {
        return languages.stream()
                .flatMap(language -> BuiltIn.open(name, language).stream())
                .findFirst();
    }

    /** From the language asked for to wider ones: fr_CA, fr. */
    private static List<String> narrowing(String language) {
        List<String> languages = new ArrayList<>();
        String rest = LANGUAGE.matcher(language).matches() ? language : "";
        while (!rest.isEmpty()) {
            languages.add(rest);
            rest = rest.substring(0, Math.max(0, Math.max(rest.lastIndexOf('_'), rest.lastIndexOf('-'))));
        }
        return languages;
    }

    private static Optional<String> wrong(String name) {
        if (name.length() > LONGEST_NAME) {
            return Optional.of("is longer than " + LONGEST_NAME + " characters");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("holds a control character");
        }
        for (String part : name.split("[/\\\\]", -1)) {
            if (part.equals("..")) {
                return Optional.of("leads out of the prompts");
            }
        }
        return Optional.empty();
    }

    private static String printable(String name) {
        String start = name.substring(0, Math.min(name.length(), LONGEST_NAME));
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
