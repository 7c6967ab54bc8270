package io.carillon.bench.phone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A SIP message that came in, read only where it is asked. It trusts the servers under test: headers are not folded, and
 * none has its short name.
 */
public final class Received {

    private static final String VERSION = "SIP/2.0 ";
    private static final int STATUS_DIGITS = 3;

    private final String text;
    private final int bodyAt;

    private Received(String text) {
        this.text = text;
        int blank = text.indexOf("\r\n\r\n");
        bodyAt = blank < 0 ? text.length() : blank + 2;
    }

    static Received read(ByteBuffer datagram) {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.get(bytes);
        return new Received(new String(bytes, ISO_8859_1));
    }

    boolean isResponse() {
        return text.startsWith(VERSION);
    }

    public int status() {
        return Integer.parseInt(text, VERSION.length(), VERSION.length() + STATUS_DIGITS, 10);
    }

    boolean isRequest(String method) {
        return text.startsWith(method + " ");
    }

    /** Of the first header of this name; empty where there is none. */
    public String header(String name) {
        List<String> all = headers(name);
        return all.isEmpty() ? "" : all.getFirst();
    }

    /** The values of all headers of this name, in order. */
    public List<String> headers(String name) {
        List<String> values = new ArrayList<>(2);
        for (int at = text.indexOf("\r\n") + 2; at < bodyAt; at = text.indexOf("\r\n", at) + 2) {
            int value = at + name.length() + 1;
            if (text.regionMatches(true, at, name, 0, name.length()) && text.charAt(value - 1) == ':') {
                values.add(text.substring(value, text.indexOf("\r\n", value)).strip());
            }
        }
        return values;
    }

    /** Empty where there is none. */
    public String body() {
        return text.substring(Math.min(bodyAt + 2, text.length()));
    }

    /** What the topmost Via carries behind {@link Slot#BRANCH}; empty where it is nobody's of ours. */
    String branch() {
        int begin = text.indexOf(Slot.BRANCH);
        if (begin < 0) {
            return "";
        }
        int end = begin + Slot.BRANCH.length();
        while (end < bodyAt && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        return text.substring(begin + Slot.BRANCH.length(), end);
    }

    /** The address in a header such as Contact. */
    public static String uri(String header) {
        int open = header.indexOf('<');
        return open < 0 ? header.replaceFirst(";.*", "") : header.substring(open + 1, header.indexOf('>', open));
    }

    @Override
    public String toString() {
        return text;
    }
}
