package io.carillon.config.voicemail;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How a mailbox behaves: {@code [general]} with the mailbox's own options over it.
 *
 * @param mostMessages of a folder ({@code maxmsg})
 * @param language of its menus; empty: the caller's
 */
public record VoicemailSettings(
        int mostMessages, Recording recording, Menus menus, MailSettings mail, Zone zone, Optional<String> language) {

    /**
     * What is recorded.
     *
     * @param longest {@code maxsecs}; zero: no limit
     * @param shortest {@code minsecs}
     * @param silence which ends a recording ({@code maxsilence}); zero: none does
     * @param silenceThreshold mean absolute amplitude, 0 to 32767, below which it is silent
     * @param longestGreeting {@code maxgreet}; zero: no limit
     */
    public record Recording(
            Duration longest, Duration shortest, Duration silence, int silenceThreshold, Duration longestGreeting) {}

    /**
     * What the menus do.
     *
     * @param maxLogins tries to log in
     * @param skip how far one key skips ({@code skipms})
     * @param operator whether 0 leaves for the operator
     * @param review whether callers may hear what they recorded
     * @param saidFrom messages that are shorter are played without their length
     * @param moveHeard whether heard messages go to Old at the end of a session
     * @param send whether owners may leave messages with other mailboxes ({@code sendvoicemail})
     * @param minPassword digits
     */
    public record Menus(
            int maxLogins,
            Duration skip,
            boolean operator,
            boolean review,
            boolean envelope,
            boolean sayCallerId,
            boolean sayDuration,
            Duration saidFrom,
            boolean moveHeard,
            boolean forceName,
            boolean forceGreetings,
            boolean send,
            int minPassword) {}

    /**
     * When a message was left, and how that is said.
     *
     * @param format of {@code [zonemessages]}; empty: the language's usual one
     */
    public record Zone(ZoneId id, Optional<String> format) {}
}
