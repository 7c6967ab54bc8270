/** What a REGISTER costs: our proxy and registrar, and Kamailio. */
package io.carillon.bench.register;
