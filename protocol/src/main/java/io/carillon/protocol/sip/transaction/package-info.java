/** The four transaction machines of RFC 3261 §17 and RFC 6026, and the layer that runs them. */
package io.carillon.protocol.sip.transaction;
