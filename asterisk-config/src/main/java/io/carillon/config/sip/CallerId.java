package io.carillon.config.sip;

import java.util.Optional;

/** {@code callerid=name <number>}: what the called phone shows. */
public record CallerId(Optional<String> name, Optional<String> number) {
    public static final CallerId NONE = new CallerId(Optional.empty(), Optional.empty());
}
