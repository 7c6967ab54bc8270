package io.carillon.testkit.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * Messages as broken phones and people who try send them, after the categories of RFC 4475 and RFC 5118: a file a
 * category in this package's resources, whose form {@code README.txt} there tells. All are our own.
 */
public final class Corpus {

    private static final List<String> CATEGORIES = List.of(
            "framing",
            "addresses",
            "ipv6",
            "headers",
            "bodies",
            "hops",
            "transactions",
            "credentials",
            "registrations");

    private Corpus() {}

    /** Every message, category by category. */
    public static List<NastyMessage> messages() {
        return CATEGORIES.stream().flatMap(category -> read(category).stream()).toList();
    }

    private static List<NastyMessage> read(String category) {
        List<NastyMessage> messages = new ArrayList<>();
        Iterator<String> lines = text(category + ".txt").lines().iterator();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("=== ")) {
                messages.add(message(category + "/" + line.substring(4), lines));
            }
        }
        return messages;
    }

    private static NastyMessage message(String name, Iterator<String> lines) {
        StringBuilder why = new StringBuilder();
        Map<String, String> reads = new LinkedHashMap<>();
        String verdict = "";
        for (String line : until(lines, ">>>"::equals)) {
            String[] note = line.split(" +", 2);
            switch (note[0]) {
                case "why" -> why.append(why.isEmpty() ? "" : " ").append(note[1]);
                case "reads" -> {
                    String[] pair = note[1].split(" = ?", 2);
                    reads.put(pair[0], pair[1]);
                }
                default -> verdict = line;
            }
        }
        String text = String.join("\n", until(lines, "<<<"::equals));
        return new NastyMessage(name, why.toString(), text, expected(name, verdict.split(" +", 2), reads));
    }

    private static Expected expected(String name, String[] verdict, Map<String, String> reads) {
        return switch (verdict[0]) {
            case "answer" -> new Expected.Served(status(verdict[1]), reads);
            case "refused" ->
                new Expected.Refused(Integer.parseInt(verdict[1].substring(0, 3)), verdict[1].substring(4));
            case "dropped" -> new Expected.Dropped(verdict[1]);
            case "keep-alive" -> new Expected.KeepAlive();
            default -> throw new IllegalStateException(name + " does not say what becomes of it");
        };
    }

    private static OptionalInt status(String answer) {
        return answer.equals("none") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(answer));
    }

    private static List<String> until(Iterator<String> lines, Predicate<String> end) {
        List<String> read = new ArrayList<>();
        for (String line = lines.next(); !end.test(line); line = lines.next()) {
            read.add(line);
        }
        return read;
    }

    private static String text(String resource) {
        try (InputStream in = Corpus.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
