/** What crosses the SIP sockets, for people ({@code sip set debug}) and for Prometheus. */
package io.carillon.proxy.trace;
