package io.carillon.config.extensions;

import static io.carillon.config.Values.flag;

import io.carillon.config.ConfFile;
import io.carillon.config.Entry;
import io.carillon.config.Located;
import io.carillon.config.OptionTable;
import io.carillon.config.Problems;
import io.carillon.config.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Gives the sections of extensions.conf their meaning. One reading, one thread. */
final class ExtensionsConfReader {
    private static final OptionTable<ExtensionsConfReader> GENERAL = new OptionTable<ExtensionsConfReader>()
            .on((r, entry, problems) -> flag(entry, problems).ifPresent(v -> r.autoFallThrough = v), "autofallthrough")
            .on((r, entry, problems) -> flag(entry, problems).ifPresent(v -> r.isStatic = v), "static")
            .on((r, entry, problems) -> flag(entry, problems).ifPresent(v -> r.writeProtect = v), "writeprotect")
            .on((r, entry, problems) -> flag(entry, problems).ifPresent(v -> r.clearGlobals = v), "clearglobalvars")
            .on((r, entry, problems) -> flag(entry, problems).ifPresent(v -> r.jumping = v), "priorityjumping")
            .on(ExtensionsConfReader::gaps, "prioritygaps")
            .withoutEffect("extenpatternmatchnew", "overrideswitch", "userscontext");

    private final Problems problems;
    private final Map<String, Located<String>> globals = new LinkedHashMap<>();
    private final Map<String, ContextBuilder> contexts = new LinkedHashMap<>();
    private boolean autoFallThrough = PlanGeneral.DEFAULT.autoFallThrough();
    private boolean isStatic = PlanGeneral.DEFAULT.isStatic();
    private boolean writeProtect = PlanGeneral.DEFAULT.writeProtect();
    private boolean clearGlobals = PlanGeneral.DEFAULT.clearGlobalVariables();
    private boolean jumping = PlanGeneral.DEFAULT.priorityJumping();
    private PlanGeneral.Gaps gaps = PlanGeneral.DEFAULT.gaps();

    ExtensionsConfReader(Problems problems) {
        this.problems = problems;
    }

    /** What could be understood; {@code problems} says whether it may be used. */
    ExtensionsConf read(ConfFile file) {
        for (Section section : file.sections()) {
            if (section.isNamed("general")) {
                section.entries().forEach(entry -> GENERAL.apply(this, entry, problems));
            } else if (section.isNamed("globals")) {
                section.entries().forEach(this::global);
            }
        }
        for (Section section : file.sections()) {
            if (!section.isNamed("general") && !section.isNamed("globals") && !section.template()) {
                context(section);
            }
        }
        List<Context> built =
                contexts.values().stream().map(ContextBuilder::build).toList();
        return new ExtensionsConf(
                new PlanGeneral(autoFallThrough, isStatic, writeProtect, clearGlobals, jumping, gaps), globals, built);
    }

    private void gaps(Entry entry, Problems told) {
        switch (entry.value().value().toLowerCase(Locale.ROOT)) {
            case "skip" -> gaps = PlanGeneral.Gaps.SKIP;
            case "stop" -> gaps = PlanGeneral.Gaps.STOP;
            default -> told.error(entry.value().at(), "prioritygaps is skip or stop");
        }
    }

    private void global(Entry entry) {
        globals.put(entry.key().value(), entry.value().located());
    }

    private void context(Section section) {
        ContextBuilder context = contexts.computeIfAbsent(
                section.name(), name -> new ContextBuilder(name, section.at(), globals, problems));
        section.entries().forEach(context::add);
    }
}
