package io.carillon.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes passwords out of texts that are to be stored. Every line stays a line, and what stands before the password stays
 * in its column. A password that is commented out is masked too, and so are the comments beside one.
 *
 * @param passwords what a line, or a comment, looks like that holds a password: its first group is what precedes it, its
 *     second what follows
 */
public record Redaction(List<Pattern> passwords) {
    public Redaction {
        passwords = List.copyOf(passwords);
    }

    /** @param passwords see {@link Redaction} */
    public static Redaction of(String... passwords) {
        return new Redaction(Arrays.stream(passwords).map(Pattern::compile).toList());
    }

    /** Masks texts by path, as {@link RecordedSources} gives them. */
    public Map<String, String> apply(Map<String, String> texts) {
        Map<String, String> masked = new LinkedHashMap<>();
        texts.forEach((path, text) -> masked.put(path, apply(text)));
        return masked;
    }

    /** Masks one text. */
    public String apply(String text) {
        CommentSplitter comments = new CommentSplitter();
        StringBuilder masked = new StringBuilder(text.length());
        text.lines()
                .forEach(line -> masked.append(line(line, comments.split(line))).append('\n'));
        return masked.toString();
    }

    private String line(String line, List<CommentSplitter.Piece> pieces) {
        if (line.length() > Limits.LINE_CHARACTERS) {
            // The reader rejects it, so it is never stored; searching it would take long.
            return Secret.MASK;
        }
        StringBuilder text = new StringBuilder();
        for (CommentSplitter.Piece piece : pieces) {
            if (piece.kind() == CommentSplitter.Kind.TEXT) {
                text.append(piece.of(line));
            }
        }
        String masked = mask(text.toString());
        return masked.contentEquals(text) ? withCommentsMasked(line, pieces) : withoutComments(line, pieces, masked);
    }

    private String withCommentsMasked(String line, List<CommentSplitter.Piece> pieces) {
        StringBuilder result = new StringBuilder();
        for (CommentSplitter.Piece piece : pieces) {
            String part = piece.of(line);
            result.append(piece.kind() == CommentSplitter.Kind.COMMENT ? mask(part) : part);
        }
        return result.toString();
    }

    /** Keeps the marks, so that a comment over several lines still begins and ends. */
    private static String withoutComments(String line, List<CommentSplitter.Piece> pieces, String masked) {
        StringBuilder result = new StringBuilder();
        boolean written = false;
        for (CommentSplitter.Piece piece : pieces) {
            if (piece.kind() == CommentSplitter.Kind.MARK) {
                result.append(piece.of(line));
            } else if (piece.kind() == CommentSplitter.Kind.TEXT && !written) {
                result.append(masked);
                written = true;
            }
        }
        return result.toString();
    }

    private String mask(String text) {
        String masked = text;
        for (Pattern password : passwords) {
            masked = password.matcher(masked).replaceFirst("$1" + Secret.MASK + "$2");
        }
        return masked;
    }
}
