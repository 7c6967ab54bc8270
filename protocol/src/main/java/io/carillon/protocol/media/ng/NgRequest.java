package io.carillon.protocol.media.ng;

/** What a proxy asks. Keys and flags that are not named here are of no effect. */
public sealed interface NgRequest {

    /** The value of the key {@code command}. */
    String command();

    /** Whether somebody is there. Answered by {@link NgReply.Pong}. */
    record Ping() implements NgRequest {
        @Override
        public String command() {
            return "ping";
        }
    }

    /** The party named by the from-tag offers. Answered by {@link NgReply.Passed} for the other party. */
    record Offer(NgTags tags, NgDescription description) implements NgRequest {
        @Override
        public String command() {
            return "offer";
        }
    }

    /** The party named by the to-tag answers the one named by the from-tag. Answered by {@link NgReply.Passed}. */
    record Answer(NgTags tags, NgDescription description) implements NgRequest {
        @Override
        public String command() {
            return "answer";
        }
    }

    /**
     * A party or, without a to-tag and a branch, the call is over. Answered by {@link NgReply.Deleted}.
     *
     * @param fatal not to find it is an error
     */
    record Delete(NgTags tags, boolean fatal) implements NgRequest {
        @Override
        public String command() {
            return "delete";
        }
    }

    /** Answered by {@link NgReply.Report}. */
    record Query(String callId) implements NgRequest {
        @Override
        public String command() {
            return "query";
        }
    }

    /**
     * Answered by {@link NgReply.Calls}.
     *
     * @param limit the most to be named
     */
    record ListCalls(int limit) implements NgRequest {
        @Override
        public String command() {
            return "list";
        }
    }
}
