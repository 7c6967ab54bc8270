package io.carillon.protocol.sdp;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The offer/answer model (RFC 3264) for one audio stream, as pure functions. Streams we do not carry are rejected in
 * their place. The caller keeps the description sent last, so that versions grow on changes only.
 */
public final class OfferAnswer {

    /** RFC 3551 §3: the first number without a meaning of its own. */
    private static final int FIRST_DYNAMIC = 96;

    private OfferAnswer() {}

    /**
     * An offer of ours. What was agreed on before keeps its m-lines in number and order.
     *
     * @param ours has the index of the audio stream in the previous description, 0 without one
     * @param sessionId the number of our {@code o=} line, unique to the dialog; used for the first description only
     * @param previous what we sent last in this dialog
     */
    public static SessionDescription offer(Audio ours, String sessionId, Optional<SessionDescription> previous) {
        List<MediaDescription> media = new ArrayList<>();
        previous.ifPresent(sent -> sent.media().forEach(stream -> media.add(stream.rejected())));
        if (media.isEmpty()) {
            media.add(ours.toMediaDescription());
        } else {
            media.set(ours.index(), ours.toMediaDescription());
        }
        return following(ours, sessionId, media, previous);
    }

    /** Our answer to an offer: the same m-lines, all but ours rejected. */
    public static SessionDescription answer(
            SessionDescription offer, Audio ours, String sessionId, Optional<SessionDescription> previous) {
        List<MediaDescription> media = new ArrayList<>();
        offer.media().forEach(stream -> media.add(stream.rejected()));
        media.set(ours.index(), ours.toMediaDescription());
        return following(ours, sessionId, media, previous);
    }

    /**
     * The formats of the first list that the second has too, in the first one's order and numbers: the answerer sends
     * what the offerer can receive by the offerer's numbers. Empty when only {@code telephone-event} is left.
     */
    public static List<Format> common(List<Format> formats, List<Format> others) {
        List<Format> common = new ArrayList<>();
        boolean sound = false;
        for (Format format : formats) {
            if (isAmong(others, format)) {
                common.add(format);
                sound |= !format.isTelephoneEvent();
            }
        }
        return sound ? List.copyOf(common) : List.of();
    }

    private static boolean isAmong(List<Format> formats, Format wanted) {
        for (Format format : formats) {
            if (format.encoding().matches(wanted.encoding())) {
                return true;
            }
        }
        return false;
    }

    /**
     * These formats with the numbers an earlier description of ours gave them, since a number keeps its meaning for the
     * whole dialog (§8.3.2). A number that meant something else gives way to a free dynamic one; a format for which none
     * is left is dropped.
     */
    public static List<Format> renumbered(List<Format> formats, List<Format> before) {
        Set<Integer> taken = before.stream().map(Format::payloadType).collect(Collectors.toCollection(HashSet::new));
        List<Format> renumbered = new ArrayList<>();
        for (Format format : formats) {
            OptionalInt number = before.stream()
                    .filter(earlier -> earlier.encoding().matches(format.encoding()))
                    .mapToInt(Format::payloadType)
                    .findFirst();
            if (number.isEmpty()) {
                number = IntStream.concat(
                                IntStream.of(format.payloadType()),
                                IntStream.rangeClosed(FIRST_DYNAMIC, Format.MAX_PAYLOAD_TYPE))
                        .filter(taken::add)
                        .findFirst();
            }
            number.ifPresent(free -> renumbered.add(new Format(free, format.encoding(), format.parameters())));
        }
        return List.copyOf(renumbered);
    }

    private static SessionDescription following(
            Audio ours, String sessionId, List<MediaDescription> media, Optional<SessionDescription> previous) {
        InetAddress here = ours.rtp()
                .orElseThrow(() -> new IllegalStateException("our own audio needs an address"))
                .getAddress();
        SessionDescription made = new SessionDescription(
                new Origin("-", sessionId, "1", Connection.of(here)),
                "-",
                Optional.of(Connection.of(here)),
                List.of(new Line('t', "0 0")),
                List.of(),
                media);
        return previous.map(made::following).orElse(made);
    }

    static List<Attribute> attributes(Audio audio) {
        List<Attribute> attributes = new ArrayList<>();
        for (Format format : audio.formats()) {
            attributes.add(Attribute.of("rtpmap", format.payloadType() + " " + format.encoding()));
            format.parameters()
                    .ifPresent(value -> attributes.add(Attribute.of("fmtp", format.payloadType() + " " + value)));
        }
        audio.packetTime().ifPresent(value -> attributes.add(Attribute.of("ptime", value)));
        audio.maxPacketTime().ifPresent(value -> attributes.add(Attribute.of("maxptime", value)));
        attributes.add(Attribute.of(audio.direction().attribute()));
        if (audio.rtcpMux()) {
            attributes.add(Attribute.of("rtcp-mux"));
        }
        return attributes;
    }
}
