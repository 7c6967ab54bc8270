/** The administrator's console: Asterisk's commands, answered by the services' HTTP. */
package io.carillon.local.console;
