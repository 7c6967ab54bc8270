/** Side by side with the field: {@code ./carillon bench}. */
package io.carillon.bench;
