/** Programs of other makers that tests run beside ours. */
package io.carillon.testkit.program;
