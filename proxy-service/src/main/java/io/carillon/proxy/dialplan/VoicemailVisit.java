package io.carillon.proxy.dialplan;

import io.carillon.protocol.media.Gain;
import io.carillon.protocol.sip.voicemail.VoicemailRequest.Purpose;
import java.util.List;
import java.util.OptionalInt;

/**
 * What VoiceMail and VoiceMailMain ask for.
 *
 * @param boxes {@code number@context}; none where the caller is to be asked
 * @param flags the option letters {@code s u b d p}
 * @param exits the keys by which the caller may leave, because the plan has an extension for them
 * @param gain of what is recorded: {@code g(n)}
 * @param folder the one that is opened at once: {@code a(n)}
 * @param language in which the caller is spoken to
 */
public record VoicemailVisit(
        Purpose purpose,
        List<String> boxes,
        String flags,
        String exits,
        Gain gain,
        OptionalInt folder,
        String language) {
    public VoicemailVisit {
        boxes = List.copyOf(boxes);
    }
}
