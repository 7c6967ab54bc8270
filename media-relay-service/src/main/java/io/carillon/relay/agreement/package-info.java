/** What a leg and its party have agreed on by offer and answer (RFC 3264). No I/O, no clock. */
package io.carillon.relay.agreement;
