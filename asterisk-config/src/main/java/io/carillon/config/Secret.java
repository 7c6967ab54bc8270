package io.carillon.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A password or PIN: compared in constant time, and never part of a log line or an exception by accident. */
public final class Secret {
    /** What stands for a password in a stored revision. It opens nothing. */
    public static final String MASK = "********";

    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    /**
     * The clear text. The name is meant to be noticed in a review.
     *
     * @throws IllegalStateException if it was taken out before the text was stored
     */
    public String reveal() {
        if (isMasked()) {
            throw new IllegalStateException("this password was taken out of the revision; it cannot be revealed");
        }
        return text;
    }

    /** Whether it was read from a stored revision, where only its mask is left. */
    public boolean isMasked() {
        return text.startsWith(MASK);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8), secret.text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
