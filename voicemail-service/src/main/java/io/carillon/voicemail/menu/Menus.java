package io.carillon.voicemail.menu;

import io.carillon.protocol.sip.voicemail.VoicemailRequest;
import io.carillon.protocol.sip.voicemail.VoicemailResult;
import io.carillon.voicemail.message.MessageStore;
import io.carillon.voicemail.message.StoreAway;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** The conversation with one caller, from the answer to the good-bye. May be used by any number of threads, one a caller. */
public final class Menus {
    private static final Logger LOG = Logger.getLogger(Menus.class);

    private final Office office;

    public Menus(MessageStore store, Mailboxes mailboxes, InstantSource clock) {
        this.office = new Office(store, mailboxes, clock);
    }

    /**
     * Talks with the caller for as long as it takes.
     *
     * @throws HungUp if the caller goes first
     */
    public VoicemailResult talk(Channel channel, VoicemailRequest request) {
        try {
            return switch (request.purpose()) {
                case LEAVE -> new LeaveMessage(office, channel, request).run();
                case HEAR -> new HearMessages(office, channel, request).run();
            };
        } catch (StoreAway away) {
            LOG.warnf("A caller is sent away: %s", away.getMessage());
            return VoicemailResult.failed();
        }
    }
}
