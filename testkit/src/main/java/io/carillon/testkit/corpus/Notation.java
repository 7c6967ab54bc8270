package io.carillon.testkit.corpus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the corpus writes bytes as text, see {@code README.txt} beside its files. */
final class Notation {

    private static final Pattern MARK = Pattern.compile(
            "\\{(?:(?<port>PORT)|(?<count>\\d+)\\*(?<repeated>(?:[^{}]|\\{[0-9a-f]+})+)|(?<hex>(?:[0-9a-f]{2})+))}");

    private static final String CUT = "{cut}";

    private Notation() {}

    static byte[] bytes(String text, int port) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (String line : text.split("\n", -1)) {
            boolean cut = line.endsWith(CUT);
            append(bytes, cut ? line.substring(0, line.length() - CUT.length()) : line, port);
            if (!cut) {
                append(bytes, "{0d0a}", port);
            }
        }
        return bytes.toByteArray();
    }

    private static void append(ByteArrayOutputStream bytes, String text, int port) {
        Matcher mark = MARK.matcher(text);
        int from = 0;
        while (mark.find()) {
            bytes.writeBytes(utf8(text.substring(from, mark.start())));
            if (mark.group("port") != null) {
                bytes.writeBytes(utf8(Integer.toString(port)));
            } else if (mark.group("hex") != null) {
                bytes.writeBytes(HexFormat.of().parseHex(mark.group("hex")));
            } else {
                append(bytes, mark.group("repeated").repeat(Integer.parseInt(mark.group("count"))), port);
            }
            from = mark.end();
        }
        bytes.writeBytes(utf8(text.substring(from)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
