package io.carillon.proxy.dialplan;

/** The value of DIALSTATUS after a Dial, under Asterisk's names. */
public enum DialStatus {
    ANSWER,
    BUSY,
    NOANSWER,
    CANCEL,
    CONGESTION,
    CHANUNAVAIL,
    INVALIDARGS
}
