/** Side by side with the field. */
package io.carillon.bench;
