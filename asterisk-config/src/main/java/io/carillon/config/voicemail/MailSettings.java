package io.carillon.config.voicemail;

import java.util.Optional;

/**
 * The e-mail that tells of a message, and the shorter one to a pager. The texts may name {@code ${VM_NAME}} and the like.
 *
 * @param sender an address, or a name that our host is put behind ({@code serveremail})
 * @param senderName {@code fromstring}
 * @param format what is attached, if {@code attach} says that anything is
 * @param delete whether the message goes once the mail has gone
 */
public record MailSettings(
        String sender, String senderName, Letter letter, Letter pager, boolean attach, Format format, boolean delete) {

    /**
     * What one of the two says; the usual text where it is empty.
     *
     * @param dateFormat letters of strftime(3), for {@code ${VM_DATE}}
     */
    public record Letter(Optional<String> subject, Optional<String> body, Optional<String> dateFormat) {}

    /** How a message is attached, or served to people. */
    public enum Format {
        /** 16 bits: 16,000 bytes a second. */
        WAV("wav"),
        /** GSM within WAV: 1,625 bytes a second. */
        WAV_GSM("wav49"),
        GSM("gsm"),
        MU_LAW("ulaw"),
        A_LAW("alaw");

        private final String word;

        Format(String word) {
            this.word = word;
        }

        /** As {@code format=} names it. */
        public String word() {
            return word;
        }

        /** Asterisk's names, in any case; {@code pcm} and {@code mulaw} are µ-law. */
        public static Optional<Format> of(String word) {
            for (Format format : values()) {
                if (format.word.equalsIgnoreCase(word)) {
                    return Optional.of(format);
                }
            }
            boolean muLaw = word.equalsIgnoreCase("pcm") || word.equalsIgnoreCase("mulaw");
            return muLaw ? Optional.of(MU_LAW) : Optional.empty();
        }
    }
}
