/** Which prompts, in which order, say a number, a date, a time, a count of messages: pure functions, a class a language. */
package io.carillon.prompts.speech;
