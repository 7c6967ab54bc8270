/** Listeners and flows: how messages reach us and how they leave (RFC 3261 §18, RFC 3581). */
package io.carillon.protocol.sip.transport;
