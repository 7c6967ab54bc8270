package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.dialog.ReferTo;

/**
 * A party of this call is to go on in another one, in the place that the referrer has there (RFC 5589 §7).
 *
 * @param party who goes
 * @param referrer who asks for it, and then has no part in either call
 * @param target as the referrer names it
 */
record AttendedTransfer(LegId party, LegId referrer, ReferTo.Attended target) {}
