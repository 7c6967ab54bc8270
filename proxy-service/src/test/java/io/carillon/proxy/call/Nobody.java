package io.carillon.proxy.call;

import io.carillon.protocol.sip.voicemail.VoicemailRequest;
import io.carillon.proxy.dialplan.DialRequest;
import java.util.List;

/** Nobody can be reached. */
final class Nobody implements Routing {
    @Override
    public Found find(List<DialRequest.Target> targets) {
        return new Found(List.of(), 480);
    }

    @Override
    public Found voicemail(VoicemailRequest request) {
        return new Found(List.of(), 480);
    }
}
