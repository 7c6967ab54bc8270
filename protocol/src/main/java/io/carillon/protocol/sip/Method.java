package io.carillon.protocol.sip;

/**
 * A SIP method (RFC 3261 §7.1). Methods are case-sensitive tokens and the set is open: one we have no constant for is
 * legal and reaches the transaction user like any other.
 */
public record Method(String name) {
    public static final Method INVITE = new Method("INVITE");
    public static final Method ACK = new Method("ACK");
    public static final Method CANCEL = new Method("CANCEL");
    public static final Method BYE = new Method("BYE");
    public static final Method REGISTER = new Method("REGISTER");
    public static final Method OPTIONS = new Method("OPTIONS");
    public static final Method INFO = new Method("INFO");
    public static final Method PRACK = new Method("PRACK");
    public static final Method UPDATE = new Method("UPDATE");
    public static final Method SUBSCRIBE = new Method("SUBSCRIBE");
    public static final Method NOTIFY = new Method("NOTIFY");
    public static final Method PUBLISH = new Method("PUBLISH");
    public static final Method REFER = new Method("REFER");
    public static final Method MESSAGE = new Method("MESSAGE");

    public Method {
        if (!Tokens.isToken(name)) {
            throw new IllegalArgumentException("not a method: " + name);
        }
    }

    /** The constant of that name, or a method of its own. */
    public static Method of(String name) {
        return switch (name) {
            case "INVITE" -> INVITE;
            case "ACK" -> ACK;
            case "CANCEL" -> CANCEL;
            case "BYE" -> BYE;
            case "REGISTER" -> REGISTER;
            case "OPTIONS" -> OPTIONS;
            case "INFO" -> INFO;
            case "PRACK" -> PRACK;
            case "UPDATE" -> UPDATE;
            case "SUBSCRIBE" -> SUBSCRIBE;
            case "NOTIFY" -> NOTIFY;
            case "PUBLISH" -> PUBLISH;
            case "REFER" -> REFER;
            case "MESSAGE" -> MESSAGE;
            default -> new Method(name);
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
