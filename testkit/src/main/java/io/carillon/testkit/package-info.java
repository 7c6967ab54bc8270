/**
 * What tests of a phone system need: phones that hear, phones of other makers, a clock and networks in the test's hand.
 * Nothing here shares code with what it judges, but the SIP message model and parser.
 */
package io.carillon.testkit;
