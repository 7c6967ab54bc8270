/** What is told of configurations. */
package io.carillon.local.check;
