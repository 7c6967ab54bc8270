package io.carillon.proxy.dialplan;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Problem;
import io.carillon.config.Problems;
import io.carillon.config.Reading;
import io.carillon.config.Sources;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.proxy.dialplan.application.Applications;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionReviewTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$[1 + ]",
                "$[${A} + ]",
                "$[(${A} + 1]",
                "$[${A} = 1 2]",
                "$[\"${A}\" = \"1]",
                "${IF($[${A} = ]?1:2)}",
                "$[1 + $[2 * ]]",
                "$[* ${A}${B}${C}]"
            })
    void what_means_nothing_for_any_value_is_told_where_it_stands(String written) {
        assertThat(told("exten => 1,1,Set(X=" + written + ")"))
                .singleElement()
                .asString()
                .contains("extensions.conf:2:14: warning: $[")
                .contains("cannot be understood: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$[1 + 1]",
                "$[${A} ${OPERATOR} ${B}]",
                "$[${NOTHING}1]",
                "$[ ${A}]",
                "$[]",
                "$[${A}=${B}]",
                "$[\"${A}\" =~ \"^[0-9]{3}$\"]",
                "$[${LEN(${A})} > 3 & $[${B} + 1] < 2]",
                "$[${A}${B}${C}${D}${E}${F}${G} +]",
                "${A",
                "costs 5$ [about]"
            })
    void what_may_mean_something_is_not(String written) {
        assertThat(told("exten => 1,1,Set(X=" + written + ")")).isEmpty();
    }

    @Test
    void a_global_is_looked_at_too() {
        assertThat(told("exten => 1,1,NoOp\n[globals]\nX=$[1 +]"))
                .singleElement()
                .asString()
                .startsWith("extensions.conf:4:");
    }

    private static List<Problem> told(String lines) {
        ExtensionsConf plan = switch (ExtensionsConf.read(
                Sources.of(Map.of(ExtensionsConf.FILE, "[local]\n" + lines + "\n")), Applications.NAMES)) {
            case Reading.Loaded<ExtensionsConf>(ExtensionsConf read, var _) -> read;
            case Reading.Rejected<ExtensionsConf>(List<Problem> errors, var _) -> throw new AssertionError(errors);
        };
        Problems problems = new Problems();
        ExpressionReview.tell(plan, problems);
        return switch (problems.conclude(() -> plan)) {
            case Reading.Loaded<ExtensionsConf>(var _, List<Problem> warnings) -> warnings;
            case Reading.Rejected<ExtensionsConf>(List<Problem> errors, var _) -> throw new AssertionError(errors);
        };
    }
}
