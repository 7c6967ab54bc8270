/** The way to where sound is kept, over HTTP: recordings are put there, what is stored is fetched. */
package io.carillon.relay.storage;
