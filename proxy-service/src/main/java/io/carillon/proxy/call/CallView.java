package io.carillon.proxy.call;

import io.carillon.facts.MediaFigures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A call in progress as an administrator sees it. Its variables are left out: what a caller has keyed in, a PIN perhaps,
 * is among them.
 *
 * @param id as in its facts
 * @param answered when the caller was
 * @param dialled what the caller dialled
 * @param extension where the plan is now, with context and priority
 * @param application what the plan runs there; empty before its first step
 * @param arguments with variables put in; passwords are masked
 * @param channels the caller's first; those who ring and who talk
 */
@RegisterForReflection
public record CallView(
        String id,
        Instant began,
        Optional<Instant> answered,
        String dialled,
        String context,
        String extension,
        int priority,
        String application,
        String arguments,
        List<Channel> channels) {
    public CallView {
        channels = List.copyOf(channels);
    }

    /**
     * One party.
     *
     * @param name {@code SIP/account-0a1b2c3d}: unique among the calls in progress
     * @param leg its name within the call
     * @param state Ring (it calls), Ringing (it is called) or Up
     * @param transport with which it is spoken to
     * @param address IP address and port with which it is spoken to
     * @param codecs Asterisk's names of what is agreed on
     * @param figures of its media, as the relay told them last
     */
    public record Channel(
            String name,
            String leg,
            boolean caller,
            String account,
            String callerNumber,
            String callerName,
            String state,
            String sipCallId,
            String transport,
            String address,
            List<String> codecs,
            Optional<MediaFigures> figures) {
        public Channel {
            codecs = List.copyOf(codecs);
        }
    }
}
