/**
 * Media control: what a proxy or a voicemail service says to a media relay, and what it hears back, as closed sets of
 * records. They cross the wire as JSON text frames of one WebSocket a relay ({@code /control}), and requests with their
 * responses as datagrams where the relay invites to (docs/adr/0024).
 */
package io.carillon.protocol.media;
