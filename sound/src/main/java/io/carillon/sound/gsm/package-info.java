/** GSM 06.10 full rate (ETSI EN 300 961), bit-exact: 160 samples of 20 ms are 33 bytes, as in RTP (RFC 3551 §4.5.8). */
package io.carillon.sound.gsm;
