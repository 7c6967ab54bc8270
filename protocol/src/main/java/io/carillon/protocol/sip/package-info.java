/** SIP as RFC 3261 defines it: messages, transactions, dialogs, digest, transports. */
package io.carillon.protocol.sip;
