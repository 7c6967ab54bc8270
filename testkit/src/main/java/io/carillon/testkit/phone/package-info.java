/**
 * SIP phones under a test's control, over real UDP. They share the message model and parser with what they test, and
 * nothing else: transactions, dialogs, digest and SDP are their own, so that one mistake cannot hide on both sides.
 */
package io.carillon.testkit.phone;
