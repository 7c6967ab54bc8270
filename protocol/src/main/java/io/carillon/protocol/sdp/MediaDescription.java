package io.carillon.protocol.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An {@code m=} line with what follows it (RFC 8866 §5.14).
 *
 * @param type {@code audio}, {@code video}, …
 * @param port 0 rejects the stream (RFC 3264 §6)
 * @param protocol {@code RTP/AVP}, …
 * @param formats as written: payload numbers where the protocol is RTP
 * @param connection the section's own {@code c=} line
 * @param others lines of no interest here, in their order
 */
public record MediaDescription(
        String type,
        int port,
        int portCount,
        String protocol,
        List<String> formats,
        Optional<Connection> connection,
        List<Line> others,
        List<Attribute> attributes) {

    public MediaDescription {
        formats = List.copyOf(formats);
        others = List.copyOf(others);
        attributes = List.copyOf(attributes);
    }

    public boolean isRejected() {
        return port == 0;
    }

    /** This stream, rejected: what has to stand in its place so that number and order of m-lines are kept. */
    public MediaDescription rejected() {
        return new MediaDescription(type, 0, 1, protocol, formats, Optional.empty(), List.of(), List.of());
    }

    public boolean has(String attribute) {
        for (Attribute each : attributes) {
            if (each.name().equals(attribute)) {
                return true;
            }
        }
        return false;
    }

    public Optional<String> attribute(String name) {
        return Attribute.valueOf(name, attributes);
    }

    /** The formats whose meaning is known, in order: from {@code a=rtpmap}, else static payload numbers. */
    public List<Format> rtpFormats() {
        List<Format> known = new ArrayList<>();
        for (String format : formats) {
            payloadType(format)
                    .flatMap(number -> encoding(format, number)
                            .map(encoding -> new Format(number, encoding, valueFor("fmtp", format))))
                    .filter(found -> known.stream().noneMatch(other -> other.payloadType() == found.payloadType()))
                    .ifPresent(known::add);
        }
        return List.copyOf(known);
    }

    private Optional<Encoding> encoding(String format, int number) {
        return valueFor("rtpmap", format).flatMap(SdpParser::encoding).or(() -> Encoding.ofStatic(number));
    }

    private Optional<String> valueFor(String attribute, String format) {
        String start = format + " ";
        for (Attribute each : attributes) {
            if (each.name().equals(attribute)) {
                String value = each.value().orElse("");
                if (value.startsWith(start)) {
                    return Optional.of(value.substring(start.length()).strip());
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> payloadType(String format) {
        return SdpParser.number(format, Format.MAX_PAYLOAD_TYPE);
    }

    void appendTo(StringBuilder sdp) {
        sdp.append("m=").append(type).append(' ').append(port);
        if (portCount != 1) {
            sdp.append('/').append(portCount);
        }
        sdp.append(' ').append(protocol);
        formats.forEach(format -> sdp.append(' ').append(format));
        sdp.append("\r\n");
        SessionDescription.appendSection(sdp, others, connection, attributes);
    }
}
