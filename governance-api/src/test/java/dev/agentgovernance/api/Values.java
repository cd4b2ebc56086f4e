/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a value of any type of the vocabulary, whose every text holds a marker. */
final class Values {

    /** Stands in every text, so that it shows where a text shows. */
    static final String MARKER = "qzxmarkerxzq";

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private Values() {}

    static @Nullable Object[] argumentsOf(Class<?> record) throws Throwable {
        RecordComponent[] components = record.getRecordComponents();
        @Nullable Object[] arguments = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = of(record, components[i]);
        }
        return arguments;
    }

    static Object get(RecordComponent component, Object record) throws Throwable {
        component.getAccessor().setAccessible(true);
        return component.getAccessor().invoke(record);
    }

    private static Object of(Class<?> record, RecordComponent component) throws Throwable {
        // Pairs that have an order, or depend on each other.
        return switch (component.getName()) {
            case "end" -> component.getType() == int.class ? (Object) 5 : (Object) 5L;
            case "expiresAt", "until" -> NOON.plusSeconds(1);
            case "byToken" -> 4L;
            case "maxLine" -> 100;
            case "coverage" ->
                record == dev.agentgovernance.api.effect.Classification.class
                        ? dev.agentgovernance.api.effect.Coverage.PARTIAL
                        : dev.agentgovernance.api.effect.Coverage.KNOWN;
            case "hex" -> "0123456789abcdef".repeat(4);
            default -> of(component.getGenericType());
        };
    }

    static Object of(Type type) throws Throwable {
        if (type instanceof ParameterizedType generic) {
            return collection(generic);
        }
        Class<?> raw = (Class<?>) type;
        if (raw == String.class) {
            return "path:" + MARKER;
        }
        if (raw == int.class) {
            return 3;
        }
        if (raw == long.class) {
            return 3L;
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return true;
        }
        if (raw == Instant.class) {
            return NOON;
        }
        if (raw == ActionContext.class) {
            return ActionContext.builder("agent").build();
        }
        if (raw == ActionDigest.class) {
            return new ActionDigest("0123456789abcdef".repeat(4));
        }
        if (raw.isEnum()) {
            return raw.getEnumConstants()[0];
        }
        if (raw.isSealed()) {
            return of(raw.getPermittedSubclasses()[0]);
        }
        return RecordChecksTest.make(raw, argumentsOf(raw));
    }

    private static Object collection(ParameterizedType generic) throws Throwable {
        Type[] parts = generic.getActualTypeArguments();
        if (generic.getRawType() == List.class) {
            return List.of(of(parts[0]));
        }
        if (generic.getRawType() == Set.class) {
            return new HashSet<>(Set.of(of(parts[0])));
        }
        if (generic.getRawType() == Map.class) {
            Object value = parts[1] instanceof ParameterizedType ? of(parts[1]) : MARKER;
            return new HashMap<>(Map.of(MARKER, value));
        }
        throw new IllegalArgumentException("no value for " + generic);
    }
}
