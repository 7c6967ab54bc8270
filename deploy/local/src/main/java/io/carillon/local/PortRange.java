package io.carillon.local;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A range of UDP ports for RTP and RTCP.
 *
 * @param first included
 * @param last included
 */
public record PortRange(int first, int last) {
    private static final int HIGHEST = 65_535;
    /** One call: two legs of an RTP and an RTCP port each. */
    static final int SMALLEST_SLICE = 4;

    public PortRange {
        if (first < 1 || last > HIGHEST || last <= first) {
            throw new IllegalArgumentException("no range of ports: " + first + "-" + last);
        }
    }

    /** Reads {@code 10000-20000}; empty when the text is no range. */
    static Optional<PortRange> parse(String text) {
        String[] ends = text.split("-", -1);
        if (ends.length != 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PortRange(Integer.parseInt(ends[0].strip()), Integer.parseInt(ends[1].strip())));
        } catch (IllegalArgumentException noRange) {
            return Optional.empty();
        }
    }

    int size() {
        return last - first + 1;
    }

    /** The widest part that holds none of the taken ports; empty when none has two. */
    Optional<PortRange> widestWithout(Set<Integer> taken) {
        Optional<PortRange> widest = Optional.empty();
        int begin = first;
        for (int port = first; port <= last + 1; port++) {
            if (port <= last && !taken.contains(port)) {
                continue;
            }
            if (port - begin >= 2 && port - begin > widest.map(PortRange::size).orElse(0)) {
                widest = Optional.of(new PortRange(begin, port - 1));
            }
            begin = port + 1;
        }
        return widest;
    }

    /**
     * Cuts the range into equal neighbours that begin at even ports (RFC 3550 §11: RTP on the even port), one a relay.
     * Up to {@code 2 * count} ports at the end stay unused.
     *
     * @return empty when a slice would be smaller than one call needs
     */
    Optional<List<PortRange>> slices(int count) {
        int even = first + first % 2;
        int width = (last - even + 1) / count / 2 * 2;
        if (count == 1) {
            return Optional.of(List.of(this));
        }
        if (width < SMALLEST_SLICE) {
            return Optional.empty();
        }
        return Optional.of(IntStream.range(0, count)
                .mapToObj(slice -> new PortRange(even + slice * width, even + (slice + 1) * width - 1))
                .toList());
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
