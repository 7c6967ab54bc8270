package io.carillon.local.system;

import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests their {@link Lab}: started for the first of them, closed after the last. */
final class LabExtension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Lab.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        boolean disturbing = isAnnotated(context.getRequiredTestClass(), Disturbing.class);
        Callable<Lab> wanted = disturbing ? Lab::second : Lab::first;
        Start start = context.getRoot()
                .getStore(Namespace.create(LabExtension.class))
                .computeIfAbsent(disturbing, _ -> start(wanted), Start.class);
        return switch (start) {
            case Started(Lab lab) -> lab;
            case Failed(Exception cause) ->
                throw new IllegalStateException("the Carillon under test does not start: " + cause.getMessage(), cause);
        };
    }

    /** What came of the one attempt: a second one would fail as the first, and take as long. */
    private sealed interface Start extends AutoCloseable {
        @Override
        void close();
    }

    private record Started(Lab lab) implements Start {
        @Override
        public void close() {
            lab.close();
        }
    }

    private record Failed(Exception cause) implements Start {
        @Override
        public void close() {}
    }

    private static Start start(Callable<Lab> wanted) {
        try {
            return new Started(wanted.call());
        } catch (Exception cause) {
            return new Failed(cause);
        }
    }
}
