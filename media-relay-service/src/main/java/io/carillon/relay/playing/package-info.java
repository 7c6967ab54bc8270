/** Sounds on their way to a party: found, read ahead, taken a frame at a time. */
package io.carillon.relay.playing;
