/** What happened, told to the rest of the company: fact records, their encoding, the outbox and its publisher. */
package io.carillon.facts;
