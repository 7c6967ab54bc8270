/** Schemas come to their form at start, as the migrator; the service itself only reads and writes rows. */
package io.carillon.facts.schema;
