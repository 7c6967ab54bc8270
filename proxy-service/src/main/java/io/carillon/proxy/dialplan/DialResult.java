package io.carillon.proxy.dialplan;

import java.time.Duration;
import java.util.Optional;

/**
 * How a Dial ended.
 *
 * @param sipStatus what the caller is told when the plan has nothing more to say: the best response of RFC 3261 §16.7
 * @param cause Q.850 cause, for HANGUPCAUSE
 * @param ringing from the first INVITE to the answer or the end (DIALEDTIME runs on to the end of the call)
 * @param talking from the answer to the end; zero without an answer
 * @param forward the extension that a 302 asks for, to be run in the caller's context
 */
public record DialResult(
        DialStatus status, int sipStatus, int cause, Duration ringing, Duration talking, Optional<String> forward) {}
