package io.carillon.config.sip;

import io.carillon.config.Problems;
import io.carillon.config.Secret;
import java.util.Locale;
import java.util.Set;

/** Says which accounts are open to anybody, or to anybody who guesses a little. */
final class PasswordReview {
    /** Scanners try every number of up to six digits and every name with a digit or two behind it. */
    private static final int SHORTEST = 8;

    private static final Set<String> FAMOUS = Set.of(
            "password",
            "passw0rd",
            "asterisk",
            "12345678",
            "123456789",
            "changeme",
            "changethis",
            "qwertyui",
            "azertyui",
            "motdepasse",
            "letmein1",
            "sunshine");

    private PasswordReview() {}

    static void tell(AccountDraft account, Host host, Problems problems) {
        if (account.md5secret.isPresent()) {
            return;
        }
        if (account.secret.isEmpty()) {
            if (host instanceof Host.Dynamic) {
                problems.warning(
                        account.at,
                        "[" + account.name + "] has no secret: anybody can register and call as " + account.name);
            }
            return;
        }
        Secret secret = account.secret.get();
        if (!secret.isMasked() && isWeak(secret.reveal(), account.name)) {
            problems.warning(account.secretAt, "the secret of [" + account.name + "] is easy to guess");
        }
    }

    private static boolean isWeak(String secret, String name) {
        String lower = secret.toLowerCase(Locale.ROOT);
        return secret.length() < SHORTEST
                || lower.contains(name.toLowerCase(Locale.ROOT))
                || FAMOUS.contains(lower)
                || lower.chars().distinct().count() <= 2;
    }
}
