package io.carillon.registrar.registration;

/**
 * One flow of one phone (RFC 5626 §4.2): what identifies a binding whatever its contact URI has become.
 *
 * @param instance the value of {@code +sip.instance} without quotes, for example {@code <urn:uuid:…>}
 * @param regId {@code reg-id}, from 1
 */
public record FlowId(String instance, int regId) {}
