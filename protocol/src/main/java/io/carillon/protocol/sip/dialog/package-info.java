/** Dialogs (RFC 3261 §12) as values: what two parties agree on between the requests of a call. */
package io.carillon.protocol.sip.dialog;
