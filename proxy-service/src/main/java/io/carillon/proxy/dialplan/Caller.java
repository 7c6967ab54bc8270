package io.carillon.proxy.dialplan;

import java.util.Optional;

/**
 * Who calls, as the account says and never as the phone claims.
 *
 * @param account the section's name in sip.conf
 * @param number callerid's number, else the account's name
 * @param name callerid's name, empty where there is none
 * @param dialled the user part of the Request-URI
 * @param language in which it is spoken to, as sip.conf says
 */
public record Caller(String account, String number, String name, String dialled, Optional<String> language) {
    /** One whose language sip.conf does not say. */
    public Caller(String account, String number, String name, String dialled) {
        this(account, number, name, dialled, Optional.empty());
    }
}
