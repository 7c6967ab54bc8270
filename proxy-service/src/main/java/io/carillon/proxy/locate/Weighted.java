package io.carillon.proxy.locate;

import io.carillon.proxy.locate.ResourceRecord.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The order in which the servers of a service are tried (RFC 2782, "Usage rules"). */
final class Weighted {
    private Weighted() {}

    /** By priority; among equal ones by chance, the heavier the likelier to be first. */
    static List<Service> order(List<Service> services, RandomGenerator random) {
        TreeMap<Integer, List<Service>> byPriority = new TreeMap<>();
        services.forEach(service -> byPriority
                .computeIfAbsent(service.priority(), _ -> new ArrayList<>())
                .add(service));
        List<Service> ordered = new ArrayList<>();
        byPriority.values().forEach(equals -> drawAll(equals, random, ordered));
        return ordered;
    }

    private static void drawAll(List<Service> equals, RandomGenerator random, List<Service> into) {
        // Those without weight come first in the sum, so that a draw of 0 gives them their small chance.
        List<Service> left = new ArrayList<>(equals);
        left.sort(Comparator.comparing(service -> service.weight() > 0));
        while (!left.isEmpty()) {
            int total = left.stream().mapToInt(Service::weight).sum();
            int draw = random.nextInt(total + 1);
            int sum = 0;
            int chosen = -1;
            do {
                chosen++;
                sum += left.get(chosen).weight();
            } while (sum < draw);
            into.add(left.remove(chosen));
        }
    }
}
