/**
 * The client's side of media control: which relays a service has, and what is asked of them for a call. A proxy and a
 * voicemail service use the same.
 */
package io.carillon.protocol.media.control;
