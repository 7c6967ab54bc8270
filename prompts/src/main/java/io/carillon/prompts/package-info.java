/**
 * What the system says to callers: our own texts and their sounds, an administrator's recordings laid over them. Which prompts
 * make a number or a date stands in the package below.
 */
package io.carillon.prompts;
