/** {@code sip.conf}: how phones and trunks are known. */
package io.carillon.config.sip;
