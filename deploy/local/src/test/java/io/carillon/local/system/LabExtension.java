package io.carillon.local.system;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the {@link Lab}: started for the first, closed after the last. */
final class LabExtension implements BeforeAllCallback, ParameterResolver {

    /** Before any Carillon of a class, which may be over before it has made the archives for the others. */
    @Override
    public void beforeAll(ExtensionContext context) {
        started(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Lab.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return switch (started(context)) {
            case Started(Lab lab) -> lab;
            case Failed(Exception cause) ->
                throw new IllegalStateException("the Carillon under test does not start: " + cause.getMessage(), cause);
        };
    }

    private static Start started(ExtensionContext context) {
        return context.getRoot().getStore(Namespace.GLOBAL).computeIfAbsent(Start.class, _ -> start(), Start.class);
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

    private static Start start() {
        try {
            return new Started(Lab.start());
        } catch (Exception cause) {
            return new Failed(cause);
        }
    }
}
