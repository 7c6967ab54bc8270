/** {@code extensions.conf}: the dial plan as it is written, not yet compiled. */
package io.carillon.config.extensions;
