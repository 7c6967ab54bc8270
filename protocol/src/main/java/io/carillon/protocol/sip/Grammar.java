package io.carillon.protocol.sip;

import gov.nist.core.NameValue;
import gov.nist.core.NameValueList;
import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.address.TelURLImpl;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.parser.FromParser;
import gov.nist.javax.sip.parser.Lexer;
import gov.nist.javax.sip.parser.URLParser;
import gov.nist.javax.sip.parser.ViaParser;
import io.carillon.protocol.sip.Parameters.Parameter;
import java.net.InetAddress;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one door to JAIN-SIP: its parsers read URIs, addresses and Via values, and what they find is copied into our
 * records. Whatever they throw on hostile text leaves as {@link BadSyntax}.
 */
final class Grammar {
    /** RFC 3261 §20.19: expiry is a 32-bit number of seconds. */
    static final long MAX_SECONDS = 0xFFFF_FFFFL;

    private static final int MAX_PORT = 65_535;

    private static final Pattern VISUAL_SEPARATORS = Pattern.compile("[-.()]");
    private static final Pattern GLOBAL_NUMBER = Pattern.compile("\\d{1,40}");
    private static final Pattern LOCAL_NUMBER = Pattern.compile("[0-9A-Fa-f*#]{1,40}");

    private Grammar() {}

    private interface Reading<T> {
        T read() throws ParseException, BadSyntax;
    }

    static SipUri uri(String text) throws BadSyntax {
        SipUri plain = PlainForms.uri(text);
        return plain != null ? plain : anyUri(text);
    }

    static NameAddress address(String text) throws BadSyntax {
        NameAddress plain = PlainForms.address(text);
        return plain != null ? plain : anyAddress(text);
    }

    /** An address whose URI may be a telephone number too. */
    static NameAddress person(String text) throws BadSyntax {
        NameAddress plain = PlainForms.address(text);
        return plain != null ? plain : anyAddress(text, true);
    }

    static Via via(String text) throws BadSyntax {
        Via plain = PlainForms.via(text);
        return plain != null ? plain : anyVia(text);
    }

    static SipUri anyUri(String text) throws BadSyntax {
        return guarded("URI", () -> {
            // The RI stops at the first character it cannot use; the line end makes it prove that it read all.
            Lexer lexer = new Lexer("sip_urlLexer", text + "\n");
            GenericURI uri = new URLParser(lexer).uriReference(true);
            if (lexer.lookAhead(0) != '\n') {
                throw new BadSyntax("URI");
            }
            return sipUri(uri, text);
        });
    }

    static NameAddress anyAddress(String text) throws BadSyntax {
        return anyAddress(text, false);
    }

    private static NameAddress anyAddress(String text, boolean person) throws BadSyntax {
        return guarded("address", () -> {
            gov.nist.javax.sip.header.From header =
                    (gov.nist.javax.sip.header.From) new FromParser("From: " + text + "\n").parse();
            AddressImpl address = (AddressImpl) header.getAddress();
            Optional<String> name = Optional.ofNullable(address.getDisplayName())
                    .filter(n -> !n.isBlank())
                    .map(Tokens::unescape);
            SipUri uri = person && address.getURI() instanceof TelURLImpl telephone
                    ? telephone(telephone)
                    : sipUri((GenericURI) address.getURI(), text);
            return new NameAddress(name, uri, parameters(header.getParameters()));
        });
    }

    static Via anyVia(String text) throws BadSyntax {
        return guarded("Via", () -> {
            SIPHeader header = new ViaParser("Via: " + text + "\n").parse();
            gov.nist.javax.sip.header.Via via = (gov.nist.javax.sip.header.Via) ((ViaList) header).getFirst();
            // The RI reads two Vias without a comma between them, and takes any two colons for IPv6.
            if (((ViaList) header).size() != 1 || !via.getProtocol().equalsIgnoreCase("SIP/2.0")) {
                throw new BadSyntax("Via");
            }
            TransportProtocol protocol =
                    TransportProtocol.of(via.getTransport()).orElseThrow(() -> new BadSyntax("Via"));
            String host = host(via.getSentBy().getHost().getHostname(), text, "Via");
            HostPort sentBy = new HostPort(host, port(via.hasPort(), via.getPort(), "Via"));
            return new Via(protocol, sentBy, parameters(via.getParameters()));
        });
    }

    static CSeq cseq(String text) throws BadSyntax {
        int space = 0;
        while (space < text.length() && text.charAt(space) != ' ' && text.charAt(space) != '\t') {
            space++;
        }
        long number = Tokens.number(text.substring(0, space), CSeq.MAX_NUMBER);
        String method = text.substring(space).strip();
        if (number < 0 || !Tokens.isToken(method)) {
            throw new BadSyntax("CSeq");
        }
        return new CSeq(number, Method.of(method));
    }

    /** "0.7" to 700 (RFC 3261 §25.1: at most three decimals, at most one). */
    static OptionalInt qValue(String text) {
        int length = text.length();
        if (length == 0 || length > 5 || (text.charAt(0) != '0' && text.charAt(0) != '1')) {
            return OptionalInt.empty();
        }
        String decimals = length == 1 ? "" : text.substring(2);
        if (length > 1 && text.charAt(1) != '.') {
            return OptionalInt.empty();
        }
        long value = Tokens.number(text.charAt(0) + (decimals + "000").substring(0, 3), 1000);
        return value < 0 ? OptionalInt.empty() : OptionalInt.of((int) value);
    }

    private static <T> T guarded(String what, Reading<T> reading) throws BadSyntax {
        try {
            return reading.read();
        } catch (ParseException | RuntimeException e) {
            // The RI answers some hostile text with NullPointer-, IndexOutOfBounds- or NumberFormatExceptions.
            throw new BadSyntax(what);
        }
    }

    private static SipUri sipUri(GenericURI uri, String text) throws BadSyntax {
        if (!(uri instanceof gov.nist.javax.sip.address.SipUri sip)) {
            throw new BadSyntax("URI scheme");
        }
        String host = host(sip.getHost(), text, "URI");
        NameValueList headers = sip.getQheaders();
        return new SipUri(
                sip.isSecure(),
                Optional.ofNullable(sip.getUser()),
                host,
                port(sip.getPort() != -1, sip.getPort(), "URI"),
                parameters(sip.getParameters()),
                headers == null || headers.isEmpty() ? Optional.empty() : Optional.of(headers.encode()));
    }

    /** RFC 3966 §3: digits of the world's numbering plan after a plus, or of the one that the context names. */
    private static SipUri telephone(TelURLImpl uri) throws BadSyntax {
        String number = VISUAL_SEPARATORS.matcher(uri.getPhoneNumber()).replaceAll("");
        boolean valid = uri.isGlobal()
                ? GLOBAL_NUMBER.matcher(number).matches()
                : LOCAL_NUMBER.matcher(number).matches() && uri.getPhoneContext() != null;
        if (!valid) {
            throw new BadSyntax("telephone number");
        }
        return SipUri.telephone(uri.isGlobal() ? "+" + number : number, parameters(uri.getParameters()));
    }

    /** A name or IPv4 address, or an IPv6 address in brackets (RFC 3261 §25.1) of the text. */
    private static String host(@Nullable String host, String text, String what) throws BadSyntax {
        if (host == null || host.isEmpty()) {
            throw new BadSyntax(what);
        }
        if (host.charAt(0) == '[') {
            return ipv6(host, text, what);
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '.' && c != '-' && c != '_') {
                throw new BadSyntax(what);
            }
        }
        return host;
    }

    /** The RI puts brackets around whatever has two colons, and counts no groups (RFC 5118 §4.2, RFC 5954 §3.2). */
    private static String ipv6(String host, String text, String what) throws BadSyntax {
        int end = host.length() - 1;
        boolean plain = text.indexOf('[') >= 0 && host.charAt(end) == ']';
        for (int i = 1; i < end; i++) {
            char c = host.charAt(i);
            plain &= Character.digit(c, 16) >= 0 || c == ':' || c == '.';
        }
        if (!plain) {
            throw new BadSyntax(what);
        }
        try {
            InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException noAddress) {
            throw new BadSyntax(what);
        }
        return host;
    }

    private static OptionalInt port(boolean present, int port, String what) throws BadSyntax {
        if (!present) {
            return OptionalInt.empty();
        }
        if (port <= 0 || port > MAX_PORT) {
            throw new BadSyntax(what);
        }
        return OptionalInt.of(port);
    }

    private static Parameters parameters(NameValueList list) {
        if (list == null || list.isEmpty()) {
            return Parameters.NONE;
        }
        List<Parameter> entries = new ArrayList<>(list.size());
        for (Iterator<NameValue> each = list.iterator(); each.hasNext(); ) {
            NameValue pair = each.next();
            entries.add(new Parameter(pair.getName(), written(pair)));
        }
        return new Parameters(entries);
    }

    /** The value with its quotes; the RI gives a flag as null, as TRUE or as an empty text. */
    private static @Nullable String written(NameValue pair) {
        if (!(pair.getValueAsObject() instanceof String value)) {
            return null;
        }
        if (pair.isValueQuoted()) {
            return '"' + value + '"';
        }
        return value.isEmpty() ? null : value;
    }
}
