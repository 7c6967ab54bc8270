package io.carillon.relay.recording;

/** One RTP packet of a party that is recorded. */
record SpeechPacket(int sequence, int timestamp, int ssrc, int payloadType, byte[] payload) {}
