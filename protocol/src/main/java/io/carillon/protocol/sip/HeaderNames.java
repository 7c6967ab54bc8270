package io.carillon.protocol.sip;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Header names as the IANA registry writes them, and the compact forms of RFC 3261 §7.3.3 and its successors. */
final class HeaderNames {
    static final String VIA = "Via";
    static final String FROM = "From";
    static final String TO = "To";
    static final String CALL_ID = "Call-ID";
    static final String CSEQ = "CSeq";
    static final String CONTACT = "Contact";
    static final String ROUTE = "Route";
    static final String RECORD_ROUTE = "Record-Route";
    static final String PATH = "Path";
    static final String SERVICE_ROUTE = "Service-Route";
    static final String MAX_FORWARDS = "Max-Forwards";
    static final String EXPIRES = "Expires";
    static final String CONTENT_LENGTH = "Content-Length";
    static final String CONTENT_TYPE = "Content-Type";
    static final String TIMESTAMP = "Timestamp";

    /** Lists of addresses or hops: kept one value a field, so that a hop can be pushed and popped. */
    private static final Set<String> ADDRESS_LISTS = Set.of(VIA, CONTACT, ROUTE, RECORD_ROUTE, PATH, SERVICE_ROUTE);

    /** Lists of tokens and their like: kept as written, split when asked for. */
    private static final Set<String> TOKEN_LISTS = Set.of(
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Allow",
            "Allow-Events",
            "Alert-Info",
            "Call-Info",
            "Content-Encoding",
            "Content-Language",
            "Diversion",
            "Error-Info",
            "History-Info",
            "In-Reply-To",
            "P-Asserted-Identity",
            "P-Preferred-Identity",
            "Privacy",
            "Proxy-Require",
            "Reason",
            "Require",
            "Supported",
            "Unsupported",
            "Warning");

    /** Headers that may stand once (RFC 3261 §7.3.1 and table 2) and whose doubling would change what the message says. */
    private static final Set<String> SINGLE =
            Set.of(FROM, TO, CALL_ID, CSEQ, MAX_FORWARDS, EXPIRES, CONTENT_LENGTH, CONTENT_TYPE);

    private static final String[] OTHERS = {
        "Authentication-Info",
        "Authorization",
        "Content-Disposition",
        "Date",
        "Event",
        "Flow-Timer",
        "Identity",
        "Join",
        "Min-Expires",
        "Min-SE",
        "MIME-Version",
        "Organization",
        "Priority",
        "Proxy-Authenticate",
        "Proxy-Authorization",
        "RAck",
        "Refer-To",
        "Referred-By",
        "Refer-Sub",
        "Remote-Party-ID",
        "Replaces",
        "Reply-To",
        "Request-Disposition",
        "Retry-After",
        "RSeq",
        "Server",
        "Session-Expires",
        "SIP-ETag",
        "SIP-If-Match",
        "Subject",
        "Subscription-State",
        "Target-Dialog",
        "User-Agent",
        "WWW-Authenticate"
    };

    private static final Map<String, String> CANONICAL = new HashMap<>();

    static {
        for (Set<String> names : Set.of(ADDRESS_LISTS, TOKEN_LISTS, SINGLE)) {
            names.forEach(HeaderNames::learn);
        }
        for (String name : OTHERS) {
            learn(name);
        }
        learn(TIMESTAMP);
        compact("v", VIA);
        compact("f", FROM);
        compact("t", TO);
        compact("i", CALL_ID);
        compact("m", CONTACT);
        compact("l", CONTENT_LENGTH);
        compact("c", CONTENT_TYPE);
        compact("e", "Content-Encoding");
        compact("k", "Supported");
        compact("s", "Subject");
        compact("o", "Event");
        compact("u", "Allow-Events");
        compact("r", "Refer-To");
        compact("b", "Referred-By");
        compact("x", "Session-Expires");
        compact("y", "Identity");
        compact("a", "Accept-Contact");
        compact("j", "Reject-Contact");
        compact("d", "Request-Disposition");
    }

    private HeaderNames() {}

    private static void learn(String name) {
        CANONICAL.put(name, name);
        CANONICAL.put(name.toLowerCase(Locale.ROOT), name);
    }

    private static void compact(String letter, String name) {
        CANONICAL.put(letter, name);
    }

    /** The registered spelling of a name in any case or in compact form; an unknown name as it is. */
    static String canonical(String name) {
        String known = CANONICAL.get(name);
        if (known == null) {
            known = CANONICAL.get(name.toLowerCase(Locale.ROOT));
        }
        return known == null ? name : known;
    }

    static boolean isAddressList(String canonical) {
        return ADDRESS_LISTS.contains(canonical);
    }

    static boolean isTokenList(String canonical) {
        return TOKEN_LISTS.contains(canonical);
    }

    static boolean isSingle(String canonical) {
        return SINGLE.contains(canonical);
    }
}
