package io.carillon.voicemail.waiting;

import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.SipUri;
import java.util.List;

/**
 * Where a lamp of an account is.
 *
 * @param uri the Request-URI for it
 * @param path what is to be put into Route (RFC 3327 §5.3); none for a permanent contact
 */
record Contact(String account, SipUri uri, List<NameAddress> path) {
    Contact {
        path = List.copyOf(path);
    }
}
