package io.carillon.local.check;

import io.carillon.config.Problems;
import io.carillon.config.Secret;
import io.carillon.config.voicemail.Mailbox;
import io.carillon.config.voicemail.VoicemailConf;
import java.util.Set;

/** Mailboxes that anybody opens, or nobody. PINs of four digits are usual: only those tried first are told. */
final class PinReview {
    private static final Set<String> FIRST_TRIED = Set.of("1234", "12345", "123456", "4321", "2580");

    private PinReview() {}

    static void tell(VoicemailConf voicemail, Problems problems) {
        for (Mailbox box : voicemail.mailboxes()) {
            if (box.pin().isEmpty()) {
                problems.warning(box.at(), "mailbox " + box.number() + " has no PIN: nobody can listen by telephone");
            } else if (isWeak(box.pin().get(), box.number())) {
                problems.warning(box.at(), "the PIN of mailbox " + box.number() + " is easy to guess");
            }
        }
    }

    private static boolean isWeak(Secret pin, String number) {
        String digits = pin.reveal();
        return digits.equals(number)
                || FIRST_TRIED.contains(digits)
                || digits.chars().distinct().count() == 1;
    }
}
