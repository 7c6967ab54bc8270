package io.carillon.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Waits for services to say that they are ready. */
final class Readiness {
    /** Two loaded cores need a while for four JVMs. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration POLL = Duration.ofMillis(100);

    private Readiness() {}

    /** A first start: a process that ends is a failure. */
    static void await(List<ServiceProcess> services, Progress progress) throws InterruptedException, CannotStart {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<ServiceProcess> waiting = new ArrayList<>(services);
        while (true) {
            for (ServiceProcess service : List.copyOf(waiting)) {
                Optional<String> reason = Health.whyNotReady(service.instance().httpUrl());
                if (reason.isEmpty()) {
                    waiting.remove(service);
                } else {
                    refuse(service, reason.get(), System.nanoTime() > deadline);
                }
            }
            if (waiting.isEmpty()) {
                return;
            }
            progress.doing("Starting: waiting for " + names(waiting));
            Thread.sleep(POLL);
        }
    }

    /** A process that may be between an end and its next start. */
    static void awaitAgain(ServiceProcess service) throws InterruptedException, CannotStart {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<String> reason = Health.whyNotReady(service.instance().httpUrl());
        while (reason.isPresent()) {
            if (System.nanoTime() > deadline) {
                throw late(service, reason.get());
            }
            Thread.sleep(POLL);
            reason = Health.whyNotReady(service.instance().httpUrl());
        }
    }

    /**
     * Waits, for as long as it takes, until what was started for this time is ready.
     *
     * @return false if it is no longer wanted, or has ended again
     */
    static boolean awaitStart(ServiceProcess service, int start) throws InterruptedException {
        while (service.isWanted() && service.state().starts() <= start) {
            if (service.state().starts() == start
                    && Health.whyNotReady(service.instance().httpUrl()).isEmpty()) {
                return true;
            }
            Thread.sleep(POLL);
        }
        return false;
    }

    private static void refuse(ServiceProcess service, String reason, boolean late) throws CannotStart {
        String name = service.instance().name();
        if (!service.isRunning()) {
            throw new CannotStart(name + " " + service.state().problem() + " while it started"
                    + service.lastWords().map(words -> " (" + words + ")").orElse("") + ": see " + service.log() + ".");
        }
        if (late) {
            throw late(service, reason);
        }
    }

    private static CannotStart late(ServiceProcess service, String reason) {
        return new CannotStart(service.instance().name() + " is not ready after " + PATIENCE.toSeconds() + " s ("
                + reason + "): see " + service.log() + ".");
    }

    private static String names(List<ServiceProcess> services) {
        return services.stream().map(service -> service.instance().name()).collect(Collectors.joining(", "));
    }
}
