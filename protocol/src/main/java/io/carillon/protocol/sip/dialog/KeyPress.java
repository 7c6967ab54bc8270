package io.carillon.protocol.sip.dialog;

import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.SessionBody;
import io.carillon.protocol.sip.SipRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key of a telephone, told in the body of INFO: {@code application/dtmf-relay} and {@code application/dtmf}, which no RFC
 * describes and phones and Asterisk understand alike.
 *
 * @param digit {@code 0-9 * # A-D}
 */
public record KeyPress(char digit, Duration duration) {
    /** What phones that say nothing of it mean. */
    private static final Duration USUAL = Duration.ofMillis(250);

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final String RELAY = "application/dtmf-relay";
    private static final String BARE = "application/dtmf";
    private static final Pattern SIGNAL = Pattern.compile("(?im)^\\s*signal\\s*=\\s*(\\S+)\\s*$");
    private static final Pattern DURATION = Pattern.compile("(?im)^\\s*duration\\s*=\\s*(\\d{1,5})\\s*$");

    /** Whether a body of this request is for us to read. */
    public static boolean isToldBy(SipRequest info) {
        String type = type(info);
        return type.equals(RELAY) || type.equals(BARE);
    }

    /** The key; empty where the body names none. */
    public static Optional<KeyPress> of(SipRequest info) {
        String body = new String(info.body(), StandardCharsets.UTF_8);
        if (type(info).equals(BARE)) {
            return digit(body.strip()).map(digit -> new KeyPress(digit, USUAL));
        }
        Matcher signal = SIGNAL.matcher(body);
        Matcher duration = DURATION.matcher(body);
        Duration pressed = duration.find() ? Duration.ofMillis(Integer.parseInt(duration.group(1))) : USUAL;
        return signal.find()
                ? digit(signal.group(1))
                        .map(digit -> new KeyPress(digit, pressed.compareTo(LONGEST) > 0 ? LONGEST : pressed))
                : Optional.empty();
    }

    private static Optional<Character> digit(String signal) {
        // Some phones write the number of RFC 4733's event.
        String key = signal.equals("10") ? "*" : signal.equals("11") ? "#" : signal.toUpperCase(Locale.ROOT);
        return key.length() == 1 && "0123456789*#ABCD".contains(key) ? Optional.of(key.charAt(0)) : Optional.empty();
    }

    private static String type(SipRequest info) {
        return info.contentType().map(SessionBody::mediaType).orElse("");
    }

    /** Puts it into an INFO. */
    public RequestEdit into(RequestEdit info) {
        return info.body(RELAY, "Signal=" + digit + "\r\nDuration=" + duration.toMillis() + "\r\n");
    }
}
