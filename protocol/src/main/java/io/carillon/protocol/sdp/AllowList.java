package io.carillon.protocol.sdp;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The codecs that one party may use, in order of preference, by Asterisk's names ({@code allow} after {@code disallow}).
 * {@code all} stands for whatever else is offered, in the order offered. {@code telephone-event} need not be named, and is there unless
 * {@link #NO_EVENTS} is.
 */
public record AllowList(List<String> names) {

    private static final String ALL = "all";

    /** A name that stands for none: this party's keys do not go by RTP. */
    public static final String NO_EVENTS = "!telephone-event";

    /** RFC 4733's usual number and the events of a telephone's keys. */
    public static final Format TELEPHONE_EVENT =
            new Format(101, Encoding.audio(Encoding.TELEPHONE_EVENT, 8_000), Optional.of("0-16"));

    public AllowList {
        List<String> canonical = new ArrayList<>(names.size());
        for (String name : names) {
            String usual = Codec.canonical(name);
            if (!canonical.contains(usual)) {
                canonical.add(usual);
            }
        }
        names = List.copyOf(canonical);
    }

    /** The allowed ones of these, in our order; then every {@code telephone-event} among them. */
    public List<Format> filter(List<Format> offered) {
        Set<Format> kept = new LinkedHashSet<>();
        for (String name : names) {
            for (Format format : offered) {
                if (isCalled(name, format)) {
                    kept.add(format);
                }
            }
        }
        if (events()) {
            for (Format format : offered) {
                if (format.isTelephoneEvent()) {
                    kept.add(format);
                }
            }
        }
        return List.copyOf(kept);
    }

    /** Whether a codec among these is allowed. */
    public boolean hasAny(List<Format> offered) {
        for (String name : names) {
            for (Format format : offered) {
                if (isCalled(name, format)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isCalled(String name, Format format) {
        return !format.isTelephoneEvent()
                && (name.equals(ALL) || format.codecName().equals(name));
    }

    /** Whether keys go by RTP. */
    public boolean events() {
        return !names.contains(NO_EVENTS);
    }

    /** What we offer when nobody offered anything to us. */
    public List<Format> ownOffer() {
        List<Format> everything = new ArrayList<>();
        for (Codec codec : Codec.values()) {
            everything.add(codec.format());
        }
        everything.add(TELEPHONE_EVENT);
        return filter(everything);
    }
}
