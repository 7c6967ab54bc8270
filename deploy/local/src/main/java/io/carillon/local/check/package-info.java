/** What can be told of a configuration before anything runs on it. */
package io.carillon.local.check;
