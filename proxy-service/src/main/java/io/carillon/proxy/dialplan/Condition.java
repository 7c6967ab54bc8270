package io.carillon.proxy.dialplan;

/** What GotoIf, ExecIf, While and IF ask of a text. */
public final class Condition {
    private Condition() {}

    /** Asterisk's answer: empty is no, a text that begins with a digit is no when that number is zero, else yes. */
    public static boolean isTrue(String condition) {
        String plain = Quoting.plain(condition).strip();
        int end = 0;
        while (end < plain.length() && plain.charAt(end) >= '0' && plain.charAt(end) <= '9') {
            end++;
        }
        return end == 0 ? !plain.isEmpty() : plain.substring(0, end).chars().anyMatch(c -> c != '0');
    }
}
