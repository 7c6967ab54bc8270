package io.carillon.proxy.dialplan;

import java.util.Optional;

/** The variables that a call has by being one. A plan cannot set them. */
final class SystemVariables {
    /** Channels of Asterisk end in eight digits, and plans cut them off. */
    private static final int SUFFIX = 8;

    private SystemVariables() {}

    static Optional<String> of(Run run, String name) {
        return switch (name) {
            case "EXTEN" -> Optional.of(Quoting.quote(run.place().extension()));
            case "CONTEXT" -> Optional.of(run.place().context());
            case "PRIORITY" -> Optional.of(String.valueOf(run.place().priority()));
            case "CHANNEL" -> Optional.of(channel(run));
            case "UNIQUEID", "LINKEDID" -> Optional.of(run.channel().soFar().id());
            case "EPOCH" -> Optional.of(String.valueOf(run.now().getEpochSecond()));
            case "DATETIME" -> Optional.of(TimeFormat.of("%d%m%Y-%H:%M:%S", run.now(), run.zone()));
            case "TIMESTAMP" -> Optional.of(TimeFormat.of("%Y%m%d-%H%M%S", run.now(), run.zone()));
            case "CALLERIDNUM" ->
                Optional.of(Quoting.quote(run.channel().caller().number()));
            case "CALLERIDNAME" ->
                Optional.of(Quoting.quote(run.channel().caller().name()));
            case "DNID" -> Optional.of(Quoting.quote(run.channel().caller().dialled()));
            default -> Optional.empty();
        };
    }

    /** {@code SIP/account-0123abcd}. */
    static String channel(Run run) {
        String id = run.channel().soFar().id().replace("-", "");
        return "SIP/" + run.channel().caller().account() + "-" + id.substring(Math.max(0, id.length() - SUFFIX));
    }
}
