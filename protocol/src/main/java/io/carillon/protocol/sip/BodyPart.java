package io.carillon.protocol.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body or one part of it (RFC 2046 §5.1, RFC 5621 §3).
 *
 * @param fields those of the message, or the part's own
 */
record BodyPart(List<HeaderField> fields, String text) {
    private static final String SDP = "application/sdp";

    /** A part within a part within the body; deeper ones no phone writes. */
    private static final int DEEPEST = 2;

    /** A body has a handful; whatever comes after is not looked at. */
    private static final int MOST_PARTS = 16;

    /** RFC 2046 §5.1.1: no boundary is longer than 70 characters. */
    private static final Pattern BOUNDARY =
            Pattern.compile("(?i);\\s*boundary\\s*=\\s*(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))");

    private static final Pattern REQUIRED = Pattern.compile("(?i);\\s*handling\\s*=\\s*\"?required\\b");
    private static final Pattern OPTIONAL = Pattern.compile("(?i);\\s*handling\\s*=\\s*\"?optional\\b");

    SessionBody session() {
        return session(0);
    }

    private SessionBody session(int depth) {
        // Without a type it can only be what INVITEs mostly have; some old gateways write none.
        String type =
                header(HeaderNames.CONTENT_TYPE).map(SessionBody::mediaType).orElse(SDP);
        boolean plain = header("Content-Encoding")
                .filter(encoding -> !encoding.equalsIgnoreCase("identity"))
                .isEmpty();
        if (plain && type.equals(SDP) && isOfSession()) {
            return new SessionBody.Description(text);
        }
        boolean several = plain && type.startsWith("multipart/") && depth < DEEPEST;
        Optional<SessionBody> found = several ? inside(type, depth) : Optional.empty();
        return found.orElseGet(() -> says(OPTIONAL) ? new SessionBody.None() : new SessionBody.NotUnderstood());
    }

    /** §20.11: a session description without a disposition is one of the session; early media's (RFC 3959) is another thing. */
    private boolean isOfSession() {
        return header("Content-Disposition")
                .map(SessionBody::mediaType)
                .filter(disposition -> !disposition.equals("session"))
                .isEmpty();
    }

    /** The description among the parts: of alternatives the last that is understood is the best (RFC 2046 §5.1.4). */
    private Optional<SessionBody> inside(String type, int depth) {
        Optional<SessionBody> found = Optional.empty();
        boolean best = type.equals("multipart/alternative");
        for (BodyPart part : parts()) {
            SessionBody said = part.session(depth + 1);
            if (said instanceof SessionBody.Description && (best || found.isEmpty())) {
                found = Optional.of(said);
            } else if (said instanceof SessionBody.NotUnderstood && !best && part.says(REQUIRED)) {
                return Optional.of(said);
            }
        }
        return found;
    }

    private List<BodyPart> parts() {
        Matcher matcher = BOUNDARY.matcher(header(HeaderNames.CONTENT_TYPE).orElse(""));
        if (!matcher.find()) {
            return List.of();
        }
        String boundary = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        // The line break before a boundary belongs to it, and what comes before the first is no part.
        String[] pieces = ("\r\n" + text).split("\r?\n--" + Pattern.quote(boundary), MOST_PARTS + 2);
        List<BodyPart> parts = new ArrayList<>();
        for (int i = 1; i < pieces.length && i <= MOST_PARTS && !pieces[i].startsWith("--"); i++) {
            parts.add(part(pieces[i]));
        }
        return parts;
    }

    /** @param piece from behind its boundary; its headers end with an empty line */
    private static BodyPart part(String piece) {
        String[] lines = piece.split("\r?\n", -1);
        List<HeaderField> fields = new ArrayList<>();
        int line = 1;
        while (line < lines.length && !lines[line].isEmpty()) {
            int colon = lines[line].indexOf(':');
            if (colon > 0) {
                String name = lines[line].substring(0, colon).strip();
                fields.add(new HeaderField(
                        HeaderNames.canonical(name),
                        lines[line].substring(colon + 1).strip()));
            }
            line++;
        }
        StringBuilder body = new StringBuilder();
        for (int i = line + 1; i < lines.length; i++) {
            body.append(lines[i]).append("\r\n");
        }
        return new BodyPart(fields, body.toString().stripTrailing() + "\r\n");
    }

    private boolean says(Pattern handling) {
        return header("Content-Disposition")
                .filter(disposition -> handling.matcher(disposition).find())
                .isPresent();
    }

    private Optional<String> header(String name) {
        for (HeaderField field : fields) {
            if (field.is(name)) {
                return Optional.of(field.value);
            }
        }
        return Optional.empty();
    }
}
