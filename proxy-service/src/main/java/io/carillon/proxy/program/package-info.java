/** Programs of the computer that a dial plan may run. */
package io.carillon.proxy.program;
