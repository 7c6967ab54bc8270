package io.carillon.protocol.media.ng;

import java.util.Optional;

/**
 * Which dialog a request is about: the Call-ID, the tags of the SIP message that carried the description, and the branch
 * of its topmost Via where the proxy forks and says so.
 *
 * @param from the tag of who offers, even where the SIP message is the answer
 * @param to the tag of who answers, as soon as it has one
 */
public record NgTags(String callId, Optional<String> from, Optional<String> to, Optional<String> viaBranch) {}
