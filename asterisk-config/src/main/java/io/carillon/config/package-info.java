/** Asterisk's configuration files as values that know their file, line and column. */
package io.carillon.config;
