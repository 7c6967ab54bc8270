package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.Method;

/** What makes a response that of a request (RFC 3261 §17.1.3): our branch, and the method, as CANCEL shares INVITE's. */
record ClientKey(String branch, Method method) {}
