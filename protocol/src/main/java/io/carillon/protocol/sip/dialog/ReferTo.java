package io.carillon.protocol.sip.dialog;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.SipRequest;
import java.util.List;
import java.util.Optional;

/** Whom a REFER asks its receiver to call (RFC 3515 §2.1). */
public sealed interface ReferTo {
    /** The header's name. */
    String HEADER = "Refer-To";

    /** A party nobody has spoken to yet. */
    record Blind(String extension) implements ReferTo {}

    /** The other end of a dialog that the referrer has, too (RFC 5589 §7). */
    record Attended(String extension, Replaces replaces) implements ReferTo {}

    /**
     * It cannot be done.
     *
     * @param status what the REFER is answered
     */
    record Refused(int status) implements ReferTo {}

    /** Reads a REFER. The host is not looked at: what a PBX calls is an extension of its own. */
    static ReferTo of(SipRequest refer) {
        List<String> targets = refer.headers(HEADER);
        if (targets.size() != 1) {
            return new Refused(400);
        }
        return NameAddress.tryParse(targets.getFirst())
                .map(NameAddress::uri)
                .<ReferTo>map(uri -> {
                    Optional<String> method = uri.parameters().get("method");
                    if (method.filter(name -> !name.equals(Method.INVITE.name()))
                            .isPresent()) {
                        return new Refused(603);
                    }
                    String extension = uri.plainUser().orElse("");
                    Optional<String> replaces = uri.header(Replaces.HEADER);
                    if (replaces.isPresent()) {
                        return replaces.flatMap(Replaces::parse)
                                .<ReferTo>map(dialog -> new Attended(extension, dialog))
                                .orElse(new Refused(400));
                    }
                    return extension.isEmpty() ? new Refused(404) : new Blind(extension);
                })
                .orElse(new Refused(400));
    }
}
