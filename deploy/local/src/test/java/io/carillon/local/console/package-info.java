/** The console against services that say what a test wants. */
package io.carillon.local.console;
