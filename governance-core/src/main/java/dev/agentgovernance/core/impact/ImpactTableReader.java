/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.impact;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.DataSensitivity;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.api.effect.Reversibility;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.impact.ImpactTable.Cell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the table from its resource. What it says of the data is checked by a test, since the data ships with the code. */
@SuppressWarnings(
        "EnumOrdinal") // the grids are indexed by it; the order of these enumerations is part of their contract
final class ImpactTableReader {

    private static final String NAME = "impact-table.yaml";

    private ImpactTableReader() {}

    static ImpactTable standard() {
        try (InputStream in = Objects.requireNonNull(ImpactTableReader.class.getResourceAsStream(NAME), NAME)) {
            return table(new YAMLMapper().readTree(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ImpactTable table(JsonNode tree) {
        Map<Coverage, Impact> coverage = new EnumMap<>(Coverage.class);
        for (Coverage value : Coverage.values()) {
            coverage.put(value, value(Impact.class, tree.required("coverage").required(name(value))));
        }
        List<ImpactLine> lines = new ArrayList<>();
        for (JsonNode line : tree.required("lines")) {
            lines.add(line(line));
        }
        return new ImpactTable(
                grid(tree.required("base"), Reversibility.values()),
                grid(tree.required("data"), DataSensitivity.values()),
                coverage,
                lines);
    }

    private static Cell[][] grid(JsonNode node, Enum<?>[] columns) {
        Reach[] rows = Reach.values();
        Cell[][] grid = new Cell[rows.length][columns.length];
        for (Reach row : rows) {
            for (Enum<?> column : columns) {
                JsonNode cell = node.required(name(row)).required(name(column));
                grid[row.ordinal()][column.ordinal()] = new Cell(
                        value(Impact.class, cell.required("impact")),
                        cell.required("why").stringValue());
            }
        }
        return grid;
    }

    private static ImpactLine line(JsonNode node) {
        Set<EffectKind> kinds = EnumSet.noneOf(EffectKind.class);
        for (JsonNode id : node.required("kinds")) {
            List<EffectKind> named = Arrays.stream(EffectKind.values())
                    .filter(kind -> kind.isWithin(id.stringValue()))
                    .toList();
            if (named.isEmpty()) {
                throw new IllegalStateException("no effect is called " + id.stringValue());
            }
            kinds.addAll(named);
        }
        for (JsonNode id : node.path("except")) {
            kinds.remove(EffectKind.of(id.stringValue()).orElseThrow());
        }
        boolean ceiling = node.has("ceiling");
        JsonNode reach = node.path("reach");
        return new ImpactLine(
                node.required("id").stringValue(),
                kinds,
                reach.isMissingNode() ? Reach.NONE : value(Reach.class, reach),
                node.path("production").asBoolean(false),
                ceiling,
                value(Impact.class, node.required(ceiling ? "ceiling" : "floor")),
                node.required("why").stringValue(),
                effects(node.required("examples").required("holds")),
                effects(node.required("examples").required("other")));
    }

    private static List<Effect> effects(JsonNode list) {
        List<Effect> effects = new ArrayList<>();
        for (JsonNode node : list) {
            EffectKind kind =
                    EffectKind.of(node.required("effect").stringValue()).orElseThrow();
            Effect effect = Effect.of(kind, "", SourceSpan.NONE);
            if (node.has("environment")) {
                effect = effect.withEnvironment(value(Environment.class, node.required("environment")));
            }
            effects.add(node.has("reach") ? effect.withReach(value(Reach.class, node.required("reach"))) : effect);
        }
        return effects;
    }

    private static <E extends Enum<E>> E value(Class<E> type, JsonNode node) {
        return Enum.valueOf(type, node.stringValue().toUpperCase(Locale.ROOT));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
