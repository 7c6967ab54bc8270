/** Where a SIP URI's next hop is (RFC 3263): names become transports and addresses, in the order to try them. */
package io.carillon.proxy.locate;
