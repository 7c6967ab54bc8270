package io.carillon.bench.phone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.carillon.bench.server.Accounts;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A phone's answer to a digest challenge, MD5, with qop=auth where that is offered (RFC 7616, else RFC 2069). Owned by one thread. */
public final class Credentials {

    private static final String CLIENT_NONCE = "0a4f113b";

    private final MessageDigest md5;
    private final String[] secrets = new String[Accounts.COUNT];

    public Credentials() {
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
        for (int index = 0; index < secrets.length; index++) {
            secrets[index] = hash(Accounts.name(index) + ":" + Accounts.REALM + ":" + Accounts.password(index));
        }
    }

    /**
     * The header that answers a 401 or 407, with its line end.
     *
     * @param uri the Request-URI
     */
    public String answer(Received challenge, int account, String method, String uri) {
        boolean proxy = challenge.status() == 407;
        String asked = challenge.header(proxy ? "Proxy-Authenticate" : "WWW-Authenticate");
        String nonce = parameter(asked, "nonce");
        boolean protection = asked.contains("qop=");
        String times = protection ? ":00000001:" + CLIENT_NONCE + ":auth" : "";
        String response = hash(secrets[account] + ":" + nonce + times + ":" + hash(method + ":" + uri));
        return (proxy ? "Proxy-Authorization" : "Authorization") + ": Digest username=\"" + Accounts.name(account)
                + "\", realm=\"" + Accounts.REALM + "\", nonce=\"" + nonce + "\", uri=\"" + uri + "\", response=\""
                + response + "\", algorithm=MD5"
                + (protection ? ", qop=auth, nc=00000001, cnonce=\"" + CLIENT_NONCE + "\"" : "") + "\r\n";
    }

    private static String parameter(String header, String name) {
        int begin = header.indexOf(name + "=\"") + name.length() + 2;
        return header.substring(begin, header.indexOf('"', begin));
    }

    private String hash(String text) {
        return HexFormat.of().formatHex(md5.digest(text.getBytes(ISO_8859_1)));
    }
}
