package io.carillon.config;

import java.util.regex.Pattern;

/** A path whose last part may hold {@code *} and {@code ?}. */
final class PathPattern {
    private final String directory;
    private final Pattern name;

    PathPattern(String pattern) {
        int slash = pattern.lastIndexOf('/');
        directory = pattern.substring(0, slash + 1);
        // As in a shell, hidden files are not meant: a Kubernetes volume keeps its links in "..data".
        StringBuilder regex = new StringBuilder("(?!\\.)");
        for (char c : pattern.substring(slash + 1).toCharArray()) {
            regex.append(c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
        }
        name = Pattern.compile(regex.toString());
    }

    static boolean isPattern(String path) {
        return path.indexOf('*') >= 0 || path.indexOf('?') >= 0;
    }

    /** The part before the pattern, empty or with a slash at its end. */
    String directory() {
        return directory;
    }

    boolean matches(String path) {
        return path.startsWith(directory)
                && name.matcher(path.substring(directory.length())).matches();
    }
}
