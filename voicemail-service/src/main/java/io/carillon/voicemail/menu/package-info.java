/** What voicemail says and asks, as straight-line code over a small {@link io.carillon.voicemail.menu.Channel}. */
package io.carillon.voicemail.menu;
