package io.carillon.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A password or PIN: compared in constant time, and never part of a log line or an exception by accident. */
public final class Secret {
    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    /** The clear text. The name is meant to be noticed in a review. */
    public String reveal() {
        return text;
    }

    public int length() {
        return text.length();
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
        return "********";
    }
}
