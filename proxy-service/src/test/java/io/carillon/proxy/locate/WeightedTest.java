package io.carillon.proxy.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.carillon.proxy.locate.ResourceRecord.Service;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** RFC 2782, "Usage rules". */
class WeightedTest {
    private static final int DRAWS = 20_000;

    private static Service service(int priority, int weight, String target) {
        return new Service(priority, weight, 5060, target);
    }

    private static Map<String, Integer> firsts(List<Service> services) {
        Random random = new Random(2782);
        Map<String, Integer> firsts = new HashMap<>();
        for (int i = 0; i < DRAWS; i++) {
            firsts.merge(Weighted.order(services, random).getFirst().target(), 1, Integer::sum);
        }
        return firsts;
    }

    private static double share(Map<String, Integer> firsts, String target) {
        return firsts.getOrDefault(target, 0) / (double) DRAWS;
    }

    @Test
    void each_server_comes_first_as_often_as_it_weighs() {
        Map<String, Integer> firsts = firsts(List.of(service(1, 10, "a"), service(1, 30, "b"), service(1, 60, "c")));

        assertThat(share(firsts, "a")).isCloseTo(0.1, within(0.02));
        assertThat(share(firsts, "b")).isCloseTo(0.3, within(0.02));
        assertThat(share(firsts, "c")).isCloseTo(0.6, within(0.02));
    }

    @Test
    void a_server_without_weight_beside_heavy_ones_is_hardly_ever_first_but_may_be() {
        Map<String, Integer> firsts = firsts(List.of(service(1, 100, "heavy"), service(1, 0, "light")));

        assertThat(firsts.get("light")).isBetween(1, DRAWS / 50);
    }

    @Test
    void whatever_the_weights_every_server_comes_once_and_lower_priorities_before() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            List<Service> ordered = Weighted.order(
                    List.of(service(2, 65_535, "x"), service(1, 0, "y"), service(1, 65_535, "z"), service(1, 0, "w")),
                    random);

            assertThat(ordered).extracting(Service::target).containsExactlyInAnyOrder("w", "x", "y", "z");
            assertThat(ordered.getLast().target()).isEqualTo("x");
        }
    }
}
