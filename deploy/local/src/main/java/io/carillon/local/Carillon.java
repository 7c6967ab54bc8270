package io.carillon.local;

import java.io.IOException;
import java.lang.System.Logger;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A whole Carillon on this machine: PostgreSQL, Kafka in this JVM, and the services as child processes. What
 * {@code ./carillon up} runs, and what tests of the whole system start.
 *
 * <p>Safe for use by several threads. {@link #close} takes at most 10 s; without it the processes end with this JVM.
 */
public final class Carillon implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Carillon.class.getName());
    private static final Duration SERVICES_STOP_PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Configuration configuration;
    private final Layout layout;
    private final DataDirectory data;
    private final Secrets secrets;
    private final Postgres postgres;
    private final Kafka kafka;
    private final List<ServiceProcess> services;
    private final Progress progress;
    private final RunJournal journal;
    private final ClassArchives archives;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("carillon-clock").factory());
    private final ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor();
    private boolean postgresWanted;
    private volatile boolean closing;

    private Carillon(
            Settings settings,
            Configuration configuration,
            Layout layout,
            Map<Service, NativeExecutable> executables,
            DataDirectory data,
            Progress progress)
            throws IOException {
        this.configuration = configuration;
        this.layout = layout;
        this.data = data;
        this.progress = progress;
        secrets = Secrets.keptIn(data.secrets());
        postgres = new Postgres(data, layout.postgresql().getPort(), secrets);
        kafka = new Kafka(data, layout.kafka());
        journal = new RunJournal(data, settings, layout, postgres, kafka, progress);
        archives = new ClassArchives(settings.home(), data);
        ServiceStart start = new ServiceStart(
                data,
                new ServiceEnvironment(settings, layout, secrets),
                new ServiceJvm(settings.home(), archives),
                executables);
        services = layout.instances().stream()
                .map(instance -> new ServiceProcess(instance, start, clock, journal))
                .toList();
        journal.watch(services);
    }

    /**
     * Starts everything and returns when it is ready for phones.
     *
     * @throws CannotStart when something must be changed first; nothing is left running
     */
    public static Carillon start(Settings settings) throws CannotStart, InterruptedException {
        Carillon carillon = prepare(settings, Configuration.read(settings.configuration()), Progress.SILENT);
        carillon.start();
        return carillon;
    }

    /** Checks all that can be checked before anything runs, and takes the data directory. */
    static Carillon prepare(Settings settings, Configuration configuration, Progress progress) throws CannotStart {
        Layout layout = Layout.of(settings, configuration);
        Map<Service, NativeExecutable> executables = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            if (settings.executables().contains(service)) {
                executables.put(service, NativeExecutable.of(settings.home(), service));
            } else {
                service.demandBuilt(settings.home());
            }
        }
        DataDirectory data = DataDirectory.open(settings.data());
        try {
            Leftovers.awaitEnd(data.path(), progress);
            for (Listener listener : layout.listeners()) {
                listener.demand();
            }
            return new Carillon(settings, configuration, layout, executables, data, progress);
        } catch (CannotStart refused) {
            data.close();
            throw refused;
        } catch (IOException unusable) {
            data.close();
            throw new CannotStart("Cannot keep secrets in " + data.secrets() + ": " + unusable.getMessage() + ".");
        }
    }

    void start() throws CannotStart, InterruptedException {
        try {
            progress.doing("Starting PostgreSQL and Kafka");
            bothAtOnce(this::startPostgresNow, this::startKafkaNow);
            for (ServiceProcess service : services) {
                service.start();
            }
            Readiness.await(services, progress);
            progress.doing("Warming up");
            WarmUp.run(layout.sip(), configuration).ifPresent(progress::say);
            journal.ready();
            clock.execute(this::look);
        } catch (CannotStart | InterruptedException | RuntimeException refused) {
            if (closing) {
                // What fails then fails because it was stopped.
                throw new InterruptedException("stopped while it started");
            }
            close();
            throw refused;
        } catch (IOException broken) {
            close();
            throw new CannotStart("A process cannot be started: " + broken.getMessage() + ".", broken);
        }
    }

    private void bothAtOnce(Callable<?> one, Callable<?> other) throws CannotStart, InterruptedException, IOException {
        List<Future<?>> both = List.of(starters.submit(one), starters.submit(other));
        for (Future<?> start : both) {
            try {
                start.get();
            } catch (ExecutionException failed) {
                switch (failed.getCause()) {
                    case CannotStart told -> throw told;
                    case IOException broken -> throw broken;
                    case InterruptedException stopped -> throw stopped;
                    case null, default -> throw new IllegalStateException(failed);
                }
            }
        }
    }

    private boolean startPostgresNow() throws IOException, InterruptedException, CannotStart {
        synchronized (postgres) {
            postgres.start();
            try {
                Database.prepare(postgres, secrets);
            } catch (SQLException refused) {
                throw new CannotStart("PostgreSQL refuses the roles of Carillon: " + refused.getMessage() + ".");
            }
            postgresWanted = true;
        }
        journal.changed();
        return true;
    }

    private boolean startKafkaNow() throws IOException, InterruptedException, CannotStart {
        synchronized (kafka) {
            kafka.start();
        }
        journal.changed();
        return true;
    }

    /** Once a second: PostgreSQL is kept running, and logs are kept small. */
    private void look() {
        boolean lost;
        synchronized (postgres) {
            lost = postgresWanted && !postgres.isRunning();
        }
        if (lost && !closing) {
            progress.say("PostgreSQL ended by itself and is started again (log: " + data.log("postgresql") + ")");
            try {
                startPostgresNow();
            } catch (IOException | CannotStart failed) {
                progress.say("PostgreSQL cannot be started again: " + failed.getMessage());
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }
        data.keepLogsSmall();
        var _ = clock.schedule(this::look, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * In the background, and given up when this is closed: the class archives that later starts of the same build read.
     * Nobody needs to wait for it, and its failure only leaves those starts as slow as this one.
     */
    public Future<?> makeNextStartFaster() {
        return starters.submit(() -> {
            try {
                archives.makeMissing();
            } catch (IOException failed) {
                LOG.log(Logger.Level.INFO, "no class archives", failed);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
    }

    Layout layout() {
        return layout;
    }

    /** Where phones register. */
    public InetSocketAddress sip() {
        return Addresses.reachable(layout.sip());
    }

    /** The HTTP root of a process. */
    public URI http(Service service, int number) {
        return URI.create(process(service, number).instance().httpUrl());
    }

    /** Where a relay listens to SIP proxies of others; the first one's number is 1. */
    public InetSocketAddress ng(int relay) {
        return layout.instancesOf(Service.MEDIA_RELAY).get(relay - 1).ng().orElseThrow();
    }

    /** Kafka's {@code bootstrap.servers}. */
    public String kafka() {
        return Addresses.text(layout.kafka());
    }

    public String jdbcUrl() {
        return layout.jdbcUrl();
    }

    /** The password of a database role: {@code postgres}, {@code carillon_migrator} or a service's label. */
    public String password(String role) {
        return secrets.password(role);
    }

    public Path log(Service service, int number) {
        return process(service, number).log();
    }

    /** The operating system's process; empty while it is down. */
    public Optional<ProcessHandle> handle(Service service, int number) {
        return process(service, number).state().handle();
    }

    /** SIGKILL; the launcher starts the process again after about a second. */
    public void kill(Service service, int number) {
        process(service, number).kill();
    }

    /** SIGTERM; it stays down until {@link #start(Service, int)}. */
    public void stop(Service service, int number) {
        ServiceProcess process = process(service, number);
        process.stop();
        process.awaitStop(SERVICES_STOP_PATIENCE);
    }

    /** Starts what {@link #stop} ended and returns when it is ready. */
    public void start(Service service, int number) throws CannotStart, InterruptedException, IOException {
        process(service, number).start();
        awaitReady(service, number);
    }

    /** Returns when a process answers that it is ready, also one that comes back after {@link #kill}. */
    public void awaitReady(Service service, int number) throws CannotStart, InterruptedException {
        Readiness.awaitAgain(process(service, number));
    }

    public void stopPostgres() {
        synchronized (postgres) {
            postgresWanted = false;
            postgres.close();
        }
        journal.changed();
    }

    public void startPostgres() throws CannotStart, InterruptedException, IOException {
        startPostgresNow();
    }

    public void stopKafka() {
        synchronized (kafka) {
            kafka.close();
        }
        journal.changed();
    }

    public void startKafka() throws CannotStart, InterruptedException, IOException {
        startKafkaNow();
    }

    private ServiceProcess process(Service service, int number) {
        return services.stream()
                .filter(process -> process.instance().service() == service
                        && process.instance().number() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + service.label() + "-" + number));
    }

    /** Stops the services, then Kafka and PostgreSQL together; a second call waits for the first. */
    @Override
    public synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        starters.shutdownNow();
        archives.close();
        services.forEach(ServiceProcess::stop);
        long deadline = System.nanoTime() + SERVICES_STOP_PATIENCE.toNanos();
        for (ServiceProcess service : services) {
            service.awaitStop(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        clock.shutdownNow();
        Thread kafkaStop = Thread.ofPlatform().start(this::stopKafka);
        stopPostgres();
        Children.join(kafkaStop);
        data.close();
    }
}
