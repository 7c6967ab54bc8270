/** Digest authentication for SIP (RFC 7616, RFC 8760, RFC 3261 §22), server and client side. */
package io.carillon.protocol.sip.digest;
