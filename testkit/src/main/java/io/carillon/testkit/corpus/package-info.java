/** Malformed and nasty SIP messages, each with its expected answer, and seeded changes of such messages. */
package io.carillon.testkit.corpus;
