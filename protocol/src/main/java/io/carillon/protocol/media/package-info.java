/**
 * Media control: what a proxy or a voicemail service says to a media relay, and what it hears back, as closed sets of
 * records. They cross the wire as JSON text frames of one WebSocket a relay ({@code /control}).
 */
package io.carillon.protocol.media;
