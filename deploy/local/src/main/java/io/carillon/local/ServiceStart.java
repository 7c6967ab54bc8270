package io.carillon.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How the process of a service is started: its command, environment, log and working directory. */
final class ServiceStart {
    private final DataDirectory data;
    private final ServiceEnvironment environment;
    private final ServiceJvm jvm;
    private final Map<Service, NativeExecutable> executables;

    /**
     * Makes the way all services are started.
     *
     * @param executables of the services that are not to run on a JVM
     */
    ServiceStart(
            DataDirectory data,
            ServiceEnvironment environment,
            ServiceJvm jvm,
            Map<Service, NativeExecutable> executables) {
        this.data = data;
        this.environment = environment;
        this.jvm = jvm;
        this.executables = Map.copyOf(executables);
    }

    Process start(Instance instance) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Tether.SERVICE.tie(command(instance)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(instance).toFile()))
                .directory(data.workOf(instance.name()).toFile());
        builder.environment().putAll(environment.of(instance));
        return builder.start();
    }

    private List<String> command(Instance instance) throws IOException {
        NativeExecutable executable = executables.get(instance.service());
        return executable == null ? jvm.command(instance) : executable.command();
    }

    /** Sets the log of the last run aside. */
    void freshLog(Instance instance) throws IOException {
        data.freshLog(instance.name());
    }

    Path log(Instance instance) {
        return data.log(instance.name());
    }
}
