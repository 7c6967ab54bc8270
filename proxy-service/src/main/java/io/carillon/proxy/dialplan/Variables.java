package io.carillon.proxy.dialplan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables of one call, in the plan's quoting, and the subroutines it is in, each with variables of its own. Names
 * are told apart by case. All of it goes into one map for a checkpoint and comes back from there.
 */
final class Variables {
    /** A plan that makes up names in a loop fills no heap. */
    static final int MAX_VARIABLES = 400;

    /** All values together: sixteen of the longest. */
    static final int MAX_CHARACTERS = 16 * Substitution.MAX_LENGTH;

    /** Subroutines that call subroutines; a plan that goes deeper calls itself. */
    static final int MAX_DEPTH = 50;

    private static final int MAX_NAME_LENGTH = 80;

    /** {@code (2)NAME} is a variable of the second subroutine, {@code (2 context} where that returns to. */
    private static final Pattern OF_SUBROUTINE = Pattern.compile("\\((\\d{1,3})([) ])(.*)", Pattern.DOTALL);

    private final Map<String, String> values = new HashMap<>();
    private final List<Frame> frames = new ArrayList<>();
    private Map<String, String> snapshot = Map.of();
    private int count;
    private int characters;

    /** Which application has called a subroutine: each has its own way back. */
    enum Kind {
        GOSUB,
        MACRO
    }

    /**
     * A subroutine.
     *
     * @param caller the priority that called it
     */
    record Frame(Kind kind, Place caller, Map<String, String> values) {}

    Optional<String> get(String name) {
        return Optional.ofNullable(holder(name).get(name));
    }

    /** Sets it where it is; a new one becomes the call's. Whether there was room for it. */
    boolean set(String name, String value) {
        return put(holder(name), name, value);
    }

    /** Sets it for the subroutine that is running; without one, for the call. Whether there was room for it. */
    boolean setLocal(String name, String value) {
        return put(frames.isEmpty() ? values : frames.getLast().values(), name, value);
    }

    /** The variables of the innermost subroutine that has this one, else the call's. */
    private Map<String, String> holder(String name) {
        for (Frame frame : frames.reversed()) {
            if (frame.values().containsKey(name)) {
                return frame.values();
            }
        }
        return values;
    }

    private boolean put(Map<String, String> holder, String name, String value) {
        String kept = value.length() <= Substitution.MAX_LENGTH ? value : value.substring(0, Substitution.MAX_LENGTH);
        String before = holder.get(name);
        int grown = characters + kept.length() - (before == null ? 0 : before.length());
        if (name.length() > MAX_NAME_LENGTH
                || name.startsWith("(")
                || grown > MAX_CHARACTERS
                || (before == null && count >= MAX_VARIABLES)) {
            return false;
        }
        holder.put(name, kept);
        characters = grown;
        count += before == null ? 1 : 0;
        snapshot = Map.of();
        return true;
    }

    /** Enters a subroutine; false when the call is in too many. */
    boolean push(Kind kind, Place caller) {
        if (frames.size() >= MAX_DEPTH) {
            return false;
        }
        frames.add(new Frame(kind, caller, new HashMap<>()));
        snapshot = Map.of();
        return true;
    }

    /** The innermost subroutine. */
    Optional<Frame> top() {
        return frames.isEmpty() ? Optional.empty() : Optional.of(frames.getLast());
    }

    /** Leaves the innermost subroutine. */
    void pop() {
        Frame left = frames.removeLast();
        count -= left.values().size();
        left.values().values().forEach(value -> characters -= value.length());
        snapshot = Map.of();
    }

    int depth() {
        return frames.size();
    }

    /** As they are now. */
    Map<String, String> all() {
        if (snapshot.isEmpty()) {
            Map<String, String> all = new HashMap<>(values);
            for (int i = 0; i < frames.size(); i++) {
                put(all, i + 1, frames.get(i));
            }
            snapshot = Map.copyOf(all);
        }
        return snapshot;
    }

    private static void put(Map<String, String> all, int number, Frame frame) {
        String prefix = "(" + number;
        all.put(prefix + " kind", frame.kind().name());
        all.put(prefix + " context", frame.caller().context());
        all.put(prefix + " extension", frame.caller().extension());
        all.put(prefix + " priority", String.valueOf(frame.caller().priority()));
        frame.values().forEach((name, value) -> all.put(prefix + ")" + name, value));
    }

    /** What {@link #all} gave. */
    static Variables of(Map<String, String> all) {
        Variables variables = new Variables();
        Map<Integer, Map<String, String>> places = new TreeMap<>();
        Map<Integer, Map<String, String>> locals = new HashMap<>();
        all.forEach((name, value) -> {
            Matcher ofSubroutine = OF_SUBROUTINE.matcher(name);
            if (ofSubroutine.matches()) {
                boolean place = ofSubroutine.group(2).equals(" ");
                (place ? places : locals)
                        .computeIfAbsent(Integer.valueOf(ofSubroutine.group(1)), _ -> new HashMap<>())
                        .put(ofSubroutine.group(3), value);
            } else {
                variables.set(name, value);
            }
        });
        places.forEach((number, place) -> {
            variables.push(
                    Kind.valueOf(place.getOrDefault("kind", Kind.GOSUB.name())),
                    new Place(
                            place.getOrDefault("context", ""),
                            place.getOrDefault("extension", ""),
                            Integer.parseInt(place.getOrDefault("priority", "0"))));
            locals.getOrDefault(number, Map.of()).forEach(variables::setLocal);
        });
        return variables;
    }
}
