/**
 * Asterisk's configuration files as values that know their file, line and column: the grammar that all of them share.
 * What each file means stands in the packages below.
 */
package io.carillon.config;
