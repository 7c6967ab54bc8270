package io.carillon.voicemail.call;

import io.carillon.protocol.media.control.RelayPool;
import io.carillon.voicemail.menu.Menus;
import java.util.function.Consumer;

/**
 * What every call needs.
 *
 * @param ended told once of each call that was answered or refused, on the call's thread
 */
public record CallParts(RelayPool relays, Menus menus, Consumer<CallOutcome> ended) {}
