/** The administrator's files as numbered revisions in PostgreSQL: committed by the owner, followed by all who need them. */
package io.carillon.facts.revision;
