package io.carillon.voicemail.call;

import io.carillon.protocol.media.RecordingId;
import io.carillon.protocol.media.RecordingLimits;
import io.carillon.protocol.media.Source;
import java.util.Optional;

/** The caller's leg at a relay, once it is agreed on. Each method may wait up to 600 ms. */
interface LegMedia {

    /** From now on the caller hears this; why it does not, where that is so. */
    Optional<String> hear(Source source);

    /** From now on the caller is recorded; why it is not, where that is so. */
    Optional<String> record(RecordingId recording, String url, RecordingLimits limits, String endedBy);

    void stopRecording();

    /** Whether the relay answers and still has the leg. */
    boolean isThere();
}
