package io.carillon.config.extensions;

/**
 * {@code [general]} of {@code extensions.conf}.
 *
 * @param autoFallThrough a call whose plan ends is hung up instead of waiting for digits
 * @param priorityJumping Dial goes on at n+101 when everybody is busy, if that priority exists
 * @param gaps what a missing priority does (Carillon's own {@code prioritygaps})
 */
public record PlanGeneral(
        boolean autoFallThrough,
        boolean isStatic,
        boolean writeProtect,
        boolean clearGlobalVariables,
        boolean priorityJumping,
        Gaps gaps) {
    public static final PlanGeneral DEFAULT = new PlanGeneral(true, false, false, false, true, Gaps.SKIP);

    /** What a missing priority does. */
    public enum Gaps {
        /** The plan goes on at the next priority, unless that one is the n+101 branch of an earlier one. */
        SKIP,
        /** The plan ends, as in Asterisk. */
        STOP
    }
}
