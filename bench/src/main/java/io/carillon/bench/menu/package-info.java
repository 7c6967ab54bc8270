/** How punctual a menu is: calls that hear prompts all at once, and what their prompts cost. */
package io.carillon.bench.menu;
