package io.carillon.voicemail.menu;

import io.carillon.protocol.media.RecordingLimits;
import io.carillon.voicemail.message.Recording;

/**
 * What is to be recorded.
 *
 * @param into which the relay puts what it hears
 * @param endedBy the keys that end it
 */
public record RecordingRequest(Recording into, RecordingLimits limits, String endedBy) {}
