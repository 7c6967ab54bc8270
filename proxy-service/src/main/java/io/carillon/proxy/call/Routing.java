package io.carillon.proxy.call;

import io.carillon.protocol.sip.voicemail.VoicemailRequest;
import io.carillon.proxy.dialplan.DialRequest;
import java.util.List;

/** Finds the contacts of callees. Used by a call's virtual thread; may wait for the location database. */
public interface Routing {
    /**
     * @param routes every contact of every target that can be reached
     * @param status what the caller is told if there is none
     */
    record Found(List<Route> routes, int status) {
        public Found {
            routes = List.copyOf(routes);
        }
    }

    Found find(List<DialRequest.Target> targets);

    /** The way to voicemail, which is told this; none where no voicemail is there. */
    Found voicemail(VoicemailRequest request);
}
