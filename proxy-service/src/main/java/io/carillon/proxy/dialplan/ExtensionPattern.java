package io.carillon.proxy.dialplan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a dialled number is compared with: a literal, or a pattern behind {@code _} of X (0–9), Z (1–9), N (2–9),
 * {@code [sets]}, {@code .} (one or more of anything) and {@code !} (nothing or anything). Hyphens only make numbers
 * readable, on both sides.
 *
 * <p>The order is Asterisk's: literals first, then character by character the one that accepts fewer, {@code .} after
 * all of these and {@code !} last.
 */
final class ExtensionPattern {
    /** The most specific pattern comes first. */
    static final Comparator<ExtensionPattern> MOST_SPECIFIC_FIRST = ExtensionPattern::compare;

    private static final int SET_SHIFT = 16;
    private static final int REST = 1 << 30;
    private static final int ANY_REST = REST + 1;
    private static final int END = REST + 2;

    /** One character: which ones are accepted, and how this ranks among others at the same place. */
    private record Slot(int rank, BitSet accepted) {
        static Slot of(BitSet accepted) {
            return new Slot((accepted.cardinality() << SET_SHIFT) + accepted.nextSetBit(0), accepted);
        }

        boolean accepts(char c) {
            return rank >= REST || accepted.get(c);
        }
    }

    private final boolean literal;
    private final List<Slot> slots;

    private ExtensionPattern(boolean literal, List<Slot> slots) {
        this.literal = literal;
        this.slots = List.copyOf(slots);
    }

    static ExtensionPattern of(String name) {
        return name.startsWith("_") ? pattern(name) : literal(name);
    }

    private static ExtensionPattern literal(String name) {
        return new ExtensionPattern(
                true,
                withoutHyphens(name).chars().mapToObj(c -> Slot.of(range(c, c))).toList());
    }

    private static ExtensionPattern pattern(String name) {
        List<Slot> slots = new ArrayList<>();
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            int close = c == '[' ? name.indexOf(']', i) : -1;
            if (close > 0) {
                slots.add(Slot.of(set(name.substring(i + 1, close))));
                i = close;
            } else if (c != '-' && c != ' ') {
                slots.add(slot(c));
            }
            if (!slots.isEmpty() && slots.getLast().rank() >= REST) {
                break;
            }
        }
        return new ExtensionPattern(false, slots);
    }

    private static Slot slot(char c) {
        return switch (c) {
            case 'X', 'x' -> Slot.of(range('0', '9'));
            case 'Z', 'z' -> Slot.of(range('1', '9'));
            case 'N', 'n' -> Slot.of(range('2', '9'));
            case '.' -> new Slot(REST, new BitSet());
            case '!' -> new Slot(ANY_REST, new BitSet());
            default -> Slot.of(range(c, c));
        };
    }

    /** {@code 1-46a} is 1, 2, 3, 4, 6 and a. */
    private static BitSet set(String text) {
        BitSet accepted = new BitSet();
        for (int i = 0; i < text.length(); i++) {
            char from = text.charAt(i);
            boolean isRange = i + 2 < text.length() && text.charAt(i + 1) == '-' && text.charAt(i + 2) >= from;
            accepted.or(range(from, isRange ? text.charAt(i + 2) : from));
            i += isRange ? 2 : 0;
        }
        return accepted;
    }

    private static BitSet range(int from, int to) {
        BitSet accepted = new BitSet();
        accepted.set(from, to + 1);
        return accepted;
    }

    boolean matches(String dialled) {
        String number = withoutHyphens(dialled);
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            if (slot.rank() == ANY_REST) {
                return true;
            }
            if (i >= number.length() || !slot.accepts(number.charAt(i))) {
                return false;
            }
            if (slot.rank() == REST) {
                return true;
            }
        }
        return number.length() == slots.size();
    }

    /** What more digits could make of those that are there. */
    enum Growth {
        /** Nothing: they do not fit, or all digits are there. */
        NONE,
        /** More digits are wanted, or may come. */
        WAITS,
        /** {@code !} takes what it has at once. */
        AT_ONCE
    }

    Growth growth(String dialled) {
        String number = withoutHyphens(dialled);
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            if (slot.rank() == ANY_REST) {
                return Growth.AT_ONCE;
            }
            if (i >= number.length() || slot.rank() == REST) {
                return Growth.WAITS;
            }
            if (!slot.accepts(number.charAt(i))) {
                return Growth.NONE;
            }
        }
        return Growth.NONE;
    }

    boolean isLiteral() {
        return literal;
    }

    static String withoutHyphens(String number) {
        return number.replace("-", "");
    }

    private static int compare(ExtensionPattern one, ExtensionPattern other) {
        if (one.literal != other.literal) {
            return one.literal ? -1 : 1;
        }
        return IntStream.range(0, Math.max(one.slots.size(), other.slots.size()))
                .map(i -> Integer.compare(one.rank(i), other.rank(i)))
                .filter(order -> order != 0)
                .findFirst()
                .orElse(0);
    }

    private int rank(int index) {
        return index < slots.size() ? slots.get(index).rank() : END;
    }
}
