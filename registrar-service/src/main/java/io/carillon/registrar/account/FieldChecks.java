package io.carillon.registrar.account;

import io.carillon.registrar.account.AccountForm.FieldError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a form, field by field. A field that was left out is never wrong. */
final class FieldChecks {
    private final List<FieldError> errors = new ArrayList<>();

    List<FieldError> errors() {
        return errors;
    }

    void wrong(String field, String message) {
        errors.add(new FieldError(field, message));
    }

    void text(String field, @Nullable String value, int longest) {
        if (value != null && (value.length() > longest || value.chars().anyMatch(Character::isISOControl))) {
            wrong(field, "must be at most " + longest + " characters, none of them a control");
        }
    }

    void range(String field, @Nullable Integer value, int most) {
        if (value != null && (value < 1 || value > most)) {
            wrong(field, "must be from 1 to " + most);
        }
    }

    void choice(String field, @Nullable String value, Set<String> choices) {
        if (value != null && !choices.contains(value)) {
            wrong(field, "must be one of " + choices.stream().sorted().toList());
        }
    }

    void each(
            String field,
            @Nullable Collection<@Nullable String> values,
            int most,
            Predicate<String> right,
            String whatIsRight) {
        if (values == null) {
            return;
        }
        if (values.size() > most) {
            wrong(field, "must be at most " + most);
        }
        for (String value : values) {
            if (value == null || !right.test(value)) {
                wrong(field, "'" + value + "' is not " + whatIsRight);
            }
        }
    }
}
