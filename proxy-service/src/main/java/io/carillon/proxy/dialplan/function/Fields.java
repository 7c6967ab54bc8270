package io.carillon.proxy.dialplan.function;

import io.carillon.proxy.dialplan.Quoting;
import java.util.ArrayList;
import java.util.List;

/** Text between separators, cut out so that what was quoted stays quoted. */
record Fields(List<String> parts, char separator) {
    static Fields of(String text, char separator) {
        List<String> parts = new ArrayList<>();
        String plain = Quoting.plain(text);
        int begin = 0;
        for (int i = 0; i < plain.length(); i++) {
            if (plain.charAt(i) == separator) {
                parts.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        parts.add(text.substring(begin));
        return new Fields(List.copyOf(parts), separator);
    }

    /** A separator as it is written: the character, or an escape for it. */
    static char separator(String written, char otherwise) {
        String plain = Quoting.plain(written);
        if (plain.length() > 1 && plain.charAt(0) == '\\') {
            return switch (plain.charAt(1)) {
                case 'n' -> '\n';
                case 't' -> '\t';
                case 'r' -> '\r';
                default -> plain.charAt(1);
            };
        }
        return plain.isEmpty() ? otherwise : plain.charAt(0);
    }

    /** {@code 1-3&5-}: fields from 1, joined again. */
    String select(String ranges) {
        List<String> selected = new ArrayList<>();
        for (String range : Quoting.plain(ranges).split("&", -1)) {
            String[] ends = range.strip().split("-", 2);
            int from = number(ends[0], 1);
            int to = ends.length == 1 ? from : number(ends[1], parts.size());
            for (int i = Math.max(1, from); i <= Math.min(to, parts.size()); i++) {
                selected.add(parts.get(i - 1));
            }
        }
        return String.join(Quoting.quote(String.valueOf(separator)), selected);
    }

    private static int number(String text, int otherwise) {
        return text.strip().matches("[0-9]{1,6}") ? Integer.parseInt(text.strip()) : otherwise;
    }
}
