package io.carillon.proxy.explain;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What is asked.
 *
 * @param number that is dialled
 * @param from the account that dials; without one, the first of sip.conf that may call
 * @param context where the call begins, in place of the account's
 * @param digits the keys that the caller presses, one each time the plan listens
 * @param at when the call begins
 * @param zone of the plan's timed includes and of what is said
 */
public record Question(
        String number,
        Optional<String> from,
        Optional<String> context,
        Phones phones,
        String digits,
        Instant at,
        ZoneId zone) {}
