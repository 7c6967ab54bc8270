/** {@code rtp.conf}: the ports sound travels on. */
package io.carillon.config.rtp;
