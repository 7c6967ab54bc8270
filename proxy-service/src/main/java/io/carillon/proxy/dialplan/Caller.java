package io.carillon.proxy.dialplan;

/**
 * Who calls, as the account says and never as the phone claims.
 *
 * @param account the section's name in sip.conf
 * @param number callerid's number, else the account's name
 * @param name callerid's name, empty where there is none
 * @param dialled the user part of the Request-URI
 */
public record Caller(String account, String number, String name, String dialled) {}
