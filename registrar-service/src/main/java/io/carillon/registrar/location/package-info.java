/**
 * The location database: everything that changes bindings passes through {@link
 * io.carillon.registrar.location.BindingCommitter}, which commits what is waiting in batches.
 */
package io.carillon.registrar.location;
