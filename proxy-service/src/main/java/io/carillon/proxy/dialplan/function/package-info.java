/** The functions of the dial plan: what stands between <code>${NAME(</code> and <code>)}</code>. */
package io.carillon.proxy.dialplan.function;
