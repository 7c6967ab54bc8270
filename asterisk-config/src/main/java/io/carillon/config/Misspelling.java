package io.carillon.config;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Which known name was meant by one that is not known. */
final class Misspelling {
    private static final int MOST_SLIPS = 2;

    private Misspelling() {}

    /** The known name with the fewest slips, at most two and none in more than half of what was written. */
    static Optional<String> meant(String written, Stream<String> known) {
        int most = Math.min(MOST_SLIPS, written.length() / 2);
        return known.filter(name -> Math.abs(name.length() - written.length()) <= most)
                .filter(name -> slips(written, name) <= most)
                .min(Comparator.<String>comparingInt(name -> slips(written, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Characters to insert, to delete or to replace until one is the other (Levenshtein's distance). */
    private static int slips(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
