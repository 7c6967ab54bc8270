/** What a native executable would lack, told from the classes of the built services. */
package io.carillon.local.executable;
