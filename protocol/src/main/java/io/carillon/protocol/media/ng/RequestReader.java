package io.carillon.protocol.media.ng;

import io.carillon.protocol.media.ng.NgMessage.Received;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a request from its dictionary. Words of two parts are written with a hyphen, a blank or an underscore. */
final class RequestReader {

    /** Bytes of a Call-ID: what a session's name has room for. */
    static final int MAX_CALL_ID = 240;

    /** Bytes of a tag or a branch. */
    static final int MAX_TAG = 256;

    /** Calls named where the request has no limit, and the most whatever it says: an answer is one datagram. */
    private static final int USUAL_LIST = 32;

    private static final int LONGEST_LIST = 200;

    private final Bencode.Dictionary dictionary;
    private final Set<String> flags;
    private final Set<String> replace;

    private RequestReader(Bencode.Dictionary dictionary) {
        this.dictionary = dictionary;
        flags = words("flags");
        replace = words("replace");
    }

    static Received read(String cookie, Bencode.Dictionary dictionary) {
        try {
            return new Received.Asked(cookie, new RequestReader(dictionary).request());
        } catch (WrongValue e) {
            return new Received.Wrong(cookie, e.cause);
        }
    }

    private NgRequest request() throws WrongValue {
        String command = demanded("command", MAX_TAG);
        return switch (command) {
            case "ping" -> new NgRequest.Ping();
            case "offer" -> new NgRequest.Offer(tags(true, false), description());
            case "answer" -> new NgRequest.Answer(tags(true, true), description());
            case "delete" -> new NgRequest.Delete(tags(false, false), flags.contains("fatal"));
            case "query" -> new NgRequest.Query(demanded("call-id", MAX_CALL_ID));
            case "list" -> new NgRequest.ListCalls(limit());
            default -> throw new WrongValue("command: '" + command + "' is not known here");
        };
    }

    private NgTags tags(boolean from, boolean to) throws WrongValue {
        Optional<String> fromTag = from ? Optional.of(demanded("from-tag", MAX_TAG)) : optional("from-tag");
        Optional<String> toTag = to ? Optional.of(demanded("to-tag", MAX_TAG)) : optional("to-tag");
        if (fromTag.isPresent() && fromTag.equals(toTag)) {
            throw new WrongValue("from-tag and to-tag are the same");
        }
        return new NgTags(demanded("call-id", MAX_CALL_ID), fromTag, toTag, optional("via-branch"));
    }

    private NgDescription description() throws WrongValue {
        String sdp = dictionary.text("sdp").orElseThrow(() -> new WrongValue("sdp is missing"));
        return new NgDescription(
                sdp,
                !flags.contains("asymmetric"),
                flags.contains("sip-source-address") && !flags.contains("trust-address"),
                receivedFrom(),
                replace.contains("origin"),
                replace.contains("session-connection"),
                dictionary.text("ICE").filter("remove"::equals).isPresent(),
                words("supports").contains("load-limit"));
    }

    /** Family and address, as in {@code [IP4, 192.0.2.7]}. */
    private Optional<InetAddress> receivedFrom() throws WrongValue {
        Optional<Bencode> value = dictionary.get("received-from").or(() -> dictionary.get("received from"));
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof Bencode.Sequence(List<Bencode> words)
                && words.size() == 2
                && words.get(1) instanceof Bencode.Text(String address)) {
            try {
                return Optional.of(InetAddress.ofLiteral(address));
            } catch (IllegalArgumentException e) {
                throw new WrongValue("received-from has no address");
            }
        }
        throw new WrongValue("received-from is a family and an address");
    }

    private int limit() throws WrongValue {
        return switch (dictionary.get("limit").orElse(new Bencode.Whole(USUAL_LIST))) {
            case Bencode.Whole(long value) when value > 0 -> (int) Math.min(value, LONGEST_LIST);
            case Bencode.Whole _, Bencode.Text _, Bencode.Sequence _, Bencode.Dictionary _ ->
                throw new WrongValue("limit is a number above zero");
        };
    }

    private String demanded(String key, int most) throws WrongValue {
        return bounded(key, most).orElseThrow(() -> new WrongValue(key + " is missing"));
    }

    private Optional<String> optional(String key) throws WrongValue {
        return bounded(key, MAX_TAG);
    }

    private Optional<String> bounded(String key, int most) throws WrongValue {
        Optional<String> text = dictionary.text(key).filter(value -> !value.isEmpty());
        if (text.isPresent() && text.get().length() > most) {
            throw new WrongValue(key + " is longer than " + most + " bytes");
        }
        return text;
    }

    private Set<String> words(String key) {
        return dictionary.get(key).stream()
                .flatMap(value ->
                        value instanceof Bencode.Sequence(List<Bencode> words) ? words.stream() : Stream.empty())
                .flatMap(word ->
                        word instanceof Bencode.Text(String text) ? Stream.of(hyphenated(text)) : Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String hyphenated(String word) {
        return word.replace(' ', '-').replace('_', '-').toLowerCase(Locale.ROOT);
    }

    private static final class WrongValue extends Exception {
        private static final long serialVersionUID = 1L;

        private final String cause;

        WrongValue(String cause) {
            super(cause, null, false, false);
            this.cause = cause;
        }
    }
}
