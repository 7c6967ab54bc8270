package io.carillon.local.system;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the {@link Lab}: started for the first, closed after the last. */
final class LabExtension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Lab.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(Namespace.GLOBAL).computeIfAbsent(Lab.class, _ -> started(), Lab.class);
    }

    private static Lab started() {
        try {
            return Lab.start();
        } catch (Exception e) {
            throw new IllegalStateException("the Carillon under test does not start", e);
        }
    }
}
