/** What proxy and voicemail say to each other over SIP: RFC 4458, RFC 5806, and two headers of our own. Values, no I/O. */
package io.carillon.protocol.sip.voicemail;
