package io.carillon.protocol.sip.dialog;

import java.util.Optional;

/**
 * The header that says which dialog of its receiver a new one takes the place of (RFC 3891).
 *
 * @param toTag the receiver's own tag in that dialog
 * @param fromTag the tag of its peer
 * @param earlyOnly a dialog that is answered already is not to be replaced
 */
public record Replaces(String callId, String toTag, String fromTag, boolean earlyOnly) {
    /** The header's name. */
    public static final String HEADER = "Replaces";

    /** The option tag of those who understand it. */
    public static final String OPTION = "replaces";

    /** Reads the header's value; empty when a part is missing (RFC 3891 §6.1). */
    public static Optional<Replaces> parse(String value) {
        String[] parts = value.strip().split("\\s*;\\s*", -1);
        String to = "";
        String from = "";
        boolean earlyOnly = false;
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].split("\\s*=\\s*", 2);
            String given = parameter.length < 2 ? "" : parameter[1];
            if (parameter[0].equalsIgnoreCase("to-tag")) {
                to = given;
            } else if (parameter[0].equalsIgnoreCase("from-tag")) {
                from = given;
            } else if (parameter[0].equalsIgnoreCase("early-only")) {
                earlyOnly = true;
            }
        }
        return parts[0].isEmpty() || to.isEmpty() || from.isEmpty()
                ? Optional.empty()
                : Optional.of(new Replaces(parts[0], to, from, earlyOnly));
    }

    /** The dialog, as its receiver knows it. */
    public DialogId dialog() {
        return new DialogId(callId, toTag, fromTag);
    }
}
