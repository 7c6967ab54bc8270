package io.carillon.voicemail.mailbox;

import io.carillon.config.voicemail.VoicemailSettings;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What the menus need to know of voicemail.conf for one mailbox; the options are explained at {@link VoicemailSettings}.
 *
 * @param longest of a message; zero: no limit
 * @param longestGreeting zero: no limit
 * @param silence which ends a recording; zero: none does
 * @param timeFormat how the time of a message is said; empty: as usual in the language
 * @param saidFrom the length of shorter messages is not said
 * @param send whether its owner may leave messages with others
 */
public record MailboxSettings(
        Duration longest,
        Duration longestGreeting,
        Duration shortest,
        Duration silence,
        int silenceThreshold,
        int maxLogins,
        Duration skip,
        ZoneId zone,
        Optional<String> timeFormat,
        Optional<String> language,
        boolean operator,
        boolean review,
        boolean sayCallerId,
        boolean sayDuration,
        Duration saidFrom,
        boolean envelope,
        boolean forceName,
        boolean forceGreetings,
        boolean moveHeard,
        boolean send,
        int minPassword) {

    static MailboxSettings of(VoicemailSettings file) {
        VoicemailSettings.Recording recording = file.recording();
        VoicemailSettings.Menus menus = file.menus();
        return new MailboxSettings(
                recording.longest(),
                recording.longestGreeting(),
                recording.shortest(),
                recording.silence(),
                recording.silenceThreshold(),
                menus.maxLogins(),
                menus.skip(),
                file.zone().id(),
                file.zone().format(),
                file.language(),
                menus.operator(),
                menus.review(),
                menus.sayCallerId(),
                menus.sayDuration(),
                menus.saidFrom(),
                menus.envelope(),
                menus.forceName(),
                menus.forceGreetings(),
                menus.moveHeard(),
                menus.send(),
                menus.minPassword());
    }
}
