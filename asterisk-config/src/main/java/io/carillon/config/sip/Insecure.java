package io.carillon.config.sip;

/**
 * {@code insecure=}: what is not asked of an account.
 *
 * @param port it is known by its address alone, whatever port it sends from
 * @param invite its calls are not challenged
 */
public record Insecure(boolean port, boolean invite) {
    public static final Insecure NO = new Insecure(false, false);
}
